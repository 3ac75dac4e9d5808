#include "plugins/sdk/language.h"

#include <QChar>
#include <QHash>
#include <QList>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace hearth::sdk {

namespace {

/// Function words (the most frequent words of each language, as grammars list them) and letters that tell kin
/// apart.
struct Profile {
    const char* code;
    QChar::Script script;
    const char* words;
    const char* letters; ///< letters or pairs that its neighbours lack
};

constexpr QChar::Script latin = QChar::Script_Latin;
constexpr QChar::Script cyrillic = QChar::Script_Cyrillic;
constexpr QChar::Script arabic = QChar::Script_Arabic;
constexpr QChar::Script devanagari = QChar::Script_Devanagari;

constexpr std::array profiles = {
    Profile{
        "en", latin,
        "the of and to in is that it was for on are as with his they at be this have from or had by not but "
        "what all were we when your can said there use an each which she do how their if will up other about "
        "out many then them these so some her would make like him into has look two more go see no way could "
        "my than been who its now did get down may i'm don't it's i you he me us our am where why tom",
        "th wh gh ing oo ee"},
    Profile{
        "de", latin,
        "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden "
        "aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur "
        "oder aber vor zur bis mehr durch man sein wurde sei ich du wir ihr mir mich dir dich uns kann muss "
        "wo was wer warum habe hast bin bist kein keine mein dein seine ihre sehr schon diese dieser dieses",
        "ß ä ö ü sch ch ei"},
    Profile{"fr", latin,
            "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont "
            "avec mais comme ou si leur y dont aux ses cette son on elle nous vous je tu me te lui ils elles "
            "été être avoir fait tout très où quand c'est j'ai n'est d'un qu'il l'a suis ai as avez avons "
            "mon ma mes ton ta votre notre quoi pourquoi",
            "é è ê ç à œ eux ou qu"},
    Profile{"es", latin,
            "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha "
            "me si sin sobre este ya entre cuando todo esta ser son dos también fue había era muy años hasta "
            "desde está mi porque qué sólo han yo hay vez puede todos así nos ni parte tiene él uno donde "
            "bien tú te ella nosotros ustedes eso esto estoy tengo quiero dónde quién cómo",
            "ñ ¿ ¡ ó í á ll"},
    Profile{"pt", latin,
            "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das "
            "tem à seu sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era "
            "depois sem mesmo aos ter seus quem nas me esse eles estão você tinha foram essa num nem suas "
            "meu às minha têm numa pelos elas havia seja qual será nós tenho lhe vocês onde estou são",
            "ã õ ç ê ão lh nh"},
    Profile{
        "it", latin,
        "di e il la che in un a per è una con non del si da le i dei al come sono più della nel alla ha "
        "anche o ma se gli ci lo questo suo sua su delle nella mi ti io tu lui lei noi voi loro essere "
        "stato era hanno perché quando dove chi cosa molto tutto tutti degli dalla dal ho hai abbiamo "
        "sei siamo fatto mio tuo quella quello c'è andare fare voglio vuoi vuole può puoi devo deve detto "
        "qui lì ora adesso mai sempre già ancora così tanto troppo bene male solo stata erano avevo aveva "
        "abbia fosse quanto quale mia tua loro alcuni nessuno niente qualcosa stai sta sto fa hanno",
        "gli zz ò ù à cch tt ss ggi zion chi che"},
    Profile{
        "nl", latin,
        "de van het een en in is dat op te zijn met die voor niet aan er om ook als dan maar bij uit naar ze "
        "hij worden wordt door over of tot nog wel was heeft hebben dit kan je ik we wij jij u mijn jouw "
        "haar hem hun ons onze geen deze heb ben bent waar wat wie waarom hoe al zo veel meer werd moet zou",
        "ij aa ee oo uu sch"},
    Profile{
        "da", latin,
        "og i at det er en den til af de på som med for ikke der var han et har men jeg sig fra vi kan hans "
        "efter så nu ud om blev hun havde hvor skal ved over du mig dig os dem min din sin hvad hvem hvorfor "
        "hvordan meget også eller mange ingen noget nogen være være bliver ville skulle kunne mig dig sig "
        "hvad meget noget nogen efter ud nu gøre gør ved været blevet bare gik sagde må fået af hendes denne "
        "dette disse hvis hvilken aldrig altid igen selv bedre hjem tror ved",
        "æ ø å af ej øj ej øj ae nd ld dt"},
    Profile{"nb", latin,
            "og i det er en på som til av at for med de ikke den var har jeg et han om men fra så vi kan sin "
            "seg hadde hun etter nå ut skal vil ble du meg deg oss dem min din hva hvem hvorfor hvordan mye "
            "også eller mange ingen noe noen være blir skulle kunne ville der her etter hva hvor mye noe "
            "noen gjøre gjør vet vært blitt bare gikk må fått sammen hennes denne dette disse hvis hvilken "
            "aldri alltid igjen selv bedre hjem",
            "æ ø å av ei øy kk gj skj kj ei"},
    Profile{"sv", latin,
            "och i att det som en på är av för med den till inte om ett han de var jag har men sig från vi "
            "så kan man när år säger hon under också efter eller nu sin där vid mot ska skulle kommer ut får "
            "finns vara hade alla andra mycket än här då du mig dig oss dem min din vad vem varför hur någon "
            "något inga ingen blev blir",
            "ä ö å ck"},
    Profile{"fi", latin,
            "ja on ei se että oli hän en mutta ovat joka kun niin jos kuin tai myös minä sinä me te he ole "
            "olen olet olemme olivat ollut tämä nämä siitä sitä siinä hänen minun sinun meidän mitä mikä "
            "miksi missä kuka kanssa jo vain nyt sitten voi voisi pitää paljon kaikki mitään koska olisi "
            "onko ovatko minua sinua häntä heitä tule tulee menee haluan haluat haluaa tiedän tiedät tietää "
            "hänellä minulla sinulla täällä siellä tuolla mihin milloin vielä aina koskaan ennen jälkeen "
            "hyvin hyvä pitäisi täytyy voin voit saa saanut tehdä sanoi kertoi joku jotain ettei eikä ehkä",
            "ä ö ää aa yy uu kk ssa llä sta mm tt uo yö ie än ää"},
    Profile{"pl", latin,
            "w i na z nie do się to jest że a o jak po co tak za od ale czy by są jego przez tylko już ma "
            "tym być przy był było dla jako może jej ich go te mnie mi ja ty on ona my wy oni jestem jesteś "
            "gdzie kiedy kto dlaczego bardzo także oraz lub pod nad bez który która które będzie mam masz",
            "ą ę ł ś ć ż ź ó cz sz rz"},
    Profile{
        "cs", latin,
        "a v na se je že to s z do i o k ve pro za by ale jako po jsou jsem od být si tak co už jeho "
        "které který která při podle nebo až jak také jen má ze ho není byl byla bylo bude mi mě ty ty "
        "on ona my vy oni kde kdy kdo proč velmi můj tvůj jsi jsme jste když jsem jsi jsme jste není nejsem "
        "nemám mám máš má chci chceš chce vím víš ví musím musíš může můžu můžeš tady tam teď vždy nikdy "
        "něco někdo nic nikdo dobře moc ještě kolik jaký jaké ji jí ho mu jim nám vám tě mě toma tomovi",
        "ř ě ů ť ď č š ž ý ou ů ě ý"},
    Profile{"sk", latin,
            "a v na sa je že to s z do i o k vo pre za by ale ako po sú som od byť si tak čo už jeho ktoré "
            "ktorý ktorá pri podľa alebo až aj len má zo ho nie bol bola bolo bude mi ma ty on ona my vy oni "
            "kde kedy kto prečo veľmi",
            "ľ ŕ ĺ ô ä ň ť"},
    Profile{"hu", latin,
            "a az és hogy nem is van egy ez volt de meg csak már mint ki még el be azt vagy ha mert én te ő "
            "mi ti ők kell lehet minden nagyon itt ott hol mikor miért aki ami ezt azon fel le nincs vagyok "
            "lesz lett után alatt között több nem a az ezt azt akkor olyan ilyen nekem neked neki voltam "
            "voltál tud tudom tudod akar akarok akarsz szeret szeretek mit hova most soha mindig valami "
            "valaki semmi senki jó csak egyik másik sem lenne kellene azért ezért",
            "ő ű gy sz cs ö ü ek ok zs ny ly tt án én"},
    Profile{"ro", latin,
            "de și în a la cu pe nu că se o un este din ce mai care pentru sau au fost sunt dar o să am ai "
            "are el ea noi voi ei eu tu mă te îl îi lui lor acest această aceste când unde cine cum foarte "
            "fi era prin după fără dacă ca al ale unei unui",
            "ă â î ș ț ţ ş"},
    Profile{"tr", latin,
            "ve bir bu da de için ile o çok daha ne gibi var mi ben sen biz siz onlar olarak en kadar sonra "
            "ama değil olan ki her şey onun benim senin bana sana ona ise mı nasıl neden nerede kim ya hiç "
            "yok olduğunu tarafından bugün dün yarın şimdi burada orada istiyorum istiyor biliyor biliyorum "
            "gitmek yapmak söyledi zaman hep asla birçok şey kimse niçin nereye beni seni onu bize size "
            "onlara evet hayır misin mısın musun ediyor ol tom'un",
            "ı ğ ş ç lar ler yor dı di ü ö"},
    Profile{"id", latin,
            "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya ke karena ada dia adalah "
            "bisa kami kita mereka anda aku kamu telah sudah oleh sebagai atau lebih orang seperti apa "
            "bagaimana siapa mengapa harus hanya tetapi ingin sangat belum bukan",
            "ng nya kan ber me"},
    Profile{"vi", latin,
            "và của là có không được cho một những các trong người này đã với tôi đó để khi ra ở đến anh về "
            "cũng như từ nhiều nhưng sẽ chúng ta bạn nó thì làm rất phải hay vào ông bà ấy gì đi",
            "ă ơ ư đ ạ ả ấ ầ ế ề ệ ộ ợ ữ ự"},
    Profile{"lt", latin,
            "ir yra kad į su ne iš tai kaip bet buvo jis ji aš tu mes jūs jie apie už nuo ar per labai kas "
            "kur kada kodėl",
            "ė ų į š ž ū"},
    Profile{"lv", latin,
            "un ir ka no ar uz tas kā bet bija viņš viņa es tu mēs jūs viņi par pēc pie arī nav ļoti kas kur "
            "kad kāpēc",
            "ā ē ī ū ļ ņ ķ ģ"},
    Profile{"et", latin,
            "ja on ei see et oli ta ma sa me te nad kui ka mis aga oma kes siis või pole olen väga kus "
            "millal miks",
            "õ ü öö"},
    Profile{"hr", latin,
            "i u je se na da su za od s a o kao što koji koja koje nije biti bio sam si smo ste ali ili po "
            "iz do samo već ja ti on ona mi vi oni gdje kada zašto vrlo",
            "č ć đ š ž ije"},
    Profile{"sl", latin,
            "in je v na se da so za od s pa kot ki ne bi bil sem si smo ste ali po iz do samo že jaz ti on "
            "ona mi vi oni kje kdaj zakaj zelo",
            "č š ž lj nj"},
    Profile{"ca", latin,
            "de la i el que en a les els un per una amb del és no al dels com més es seu seva però o aquest "
            "aquesta són ha va són molt jo tu ell ella nosaltres què on quan",
            "l·l ny ç ï à è"},
    Profile{"eo", latin,
            "la kaj de en estas al ke mi vi li ŝi ni ili ne por kun pri ĝi tiu kiu sed pli kiel kio ĉu",
            "ĉ ĝ ĥ ĵ ŝ ŭ oj aj"},
    Profile{
        "la", latin,
        "et in est non ad ut cum sed quod qui quae ex ab per si ac aut esse sunt hoc enim nec atque me te se",
        "ae um us que"},
    Profile{"sw", latin,
            "na ya wa kwa ni katika za la kuwa hii hiyo cha kama si yake wake watu haki kila mtu au",
            "wa kw ny mw"},
    Profile{"ru", cyrillic,
            "и в не на что я с он как это а по но к у из за то же от так вы все его она мы для о было бы "
            "только мне был ты они есть если когда ее меня да нет уже где кто почему очень быть или во до "
            "тебя себя были был эта этот этого",
            "ы э ъ ё"},
    Profile{"uk", cyrillic,
            "і в не на що я з він як це а по але до у за та від так ви всі його вона ми для про було б "
            "тільки мені був ти вони є якщо коли її мене ні вже де хто чому дуже бути або й із цей ця",
            "і ї є ґ"},
    Profile{"bg", cyrillic,
            "и в не на че да се е за от с по са как това но той тя ние вие те аз ти до при или ще беше бил "
            "има няма много какво къде кога защо които която който си му ги",
            "ъ ът щ"},
    Profile{"sr", cyrillic,
            "и у је се на да су за од са а о као што који која које није бити био сам си смо али или по из "
            "до само већ ја ти он она ми ви",
            "ј љ њ ћ ђ џ"},
    Profile{"ar", arabic,
            "في من على أن إلى هذا ما لا هو التي الذي عن مع كان هذه هي كل لم قد أو ذلك بعد بين أنا أنت نحن هم "
            "لقد كيف لماذا أين متى ليس يكون إن عند إذا",
            "ة ال أ إ ى"},
    Profile{"fa", arabic,
            "و در به از که این را با است آن برای یک خود تا کرد شد بر هم نیز بود می هر اما من تو او ما شما "
            "آنها چه کجا چرا",
            "پ چ ژ گ ی ک"},
    Profile{"ur", arabic, "کے کی میں اور سے کا ہے کو نے پر یہ ہیں کہ ایک بھی وہ تھا نہیں ہو کر اس مجھے",
            "ہ ے ٹ ڈ ڑ ں"},
    Profile{"hi", devanagari,
            "के में की है और से का को पर यह हैं कि एक भी वह था नहीं हो कर इस मैं तुम हम आप मुझे क्या कौन कब क्यों कहाँ",
            "ड़ ढ़ ँ"},
    Profile{"mr", devanagari, "आणि आहे या व च्या मध्ये ते हे तो ती मी तू आम्ही काय नाही होते होता कर", "ळ"},
};

/// Languages whose script nearly no other one uses.
QString ownScriptLanguage(QChar::Script script) {
    switch (script) {
    case QChar::Script_Greek:
        return QStringLiteral("el");
    case QChar::Script_Hebrew:
        return QStringLiteral("he");
    case QChar::Script_Hangul:
        return QStringLiteral("ko");
    case QChar::Script_Thai:
        return QStringLiteral("th");
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
        return QStringLiteral("ja");
    case QChar::Script_Han:
        return QStringLiteral("zh");
    case QChar::Script_Bengali:
        return QStringLiteral("bn");
    case QChar::Script_Tamil:
        return QStringLiteral("ta");
    case QChar::Script_Telugu:
        return QStringLiteral("te");
    case QChar::Script_Gujarati:
        return QStringLiteral("gu");
    case QChar::Script_Gurmukhi:
        return QStringLiteral("pa");
    case QChar::Script_Kannada:
        return QStringLiteral("kn");
    case QChar::Script_Malayalam:
        return QStringLiteral("ml");
    case QChar::Script_Armenian:
        return QStringLiteral("hy");
    case QChar::Script_Georgian:
        return QStringLiteral("ka");
    case QChar::Script_Ethiopic:
        return QStringLiteral("am");
    case QChar::Script_Khmer:
        return QStringLiteral("km");
    case QChar::Script_Lao:
        return QStringLiteral("lo");
    case QChar::Script_Myanmar:
        return QStringLiteral("my");
    case QChar::Script_Sinhala:
        return QStringLiteral("si");
    case QChar::Script_Tibetan:
        return QStringLiteral("bo");
    default:
        return {};
    }
}

/// For each word the profiles that hold it, with a weight: a word of few languages says more.
const QHash<QString, QList<std::pair<int, double>>>& wordTable() {
    static const QHash<QString, QList<std::pair<int, double>>> table = [] {
        QHash<QString, QList<std::pair<int, double>>> words;
        for (int i = 0; i < int(profiles.size()); ++i) {
            QStringList own = QString::fromUtf8(profiles[size_t(i)].words).split(' ');
            own.removeDuplicates();
            for (const QString& word : own)
                words[word].append({i, 1.0});
        }
        for (auto& list : words)
            for (auto& [profile, weight] : list)
                weight = 1.0 / std::sqrt(double(list.size()));
        return words;
    }();
    return table;
}

QStringList lowerWords(const QString& text) {
    QStringList words;
    QString word;
    for (const QChar c : text + ' ') {
        if (c.isLetter() || c.isMark() || ((c == '\'' || c == QChar(0x2019)) && !word.isEmpty())) {
            word += c == QChar(0x2019) ? QChar('\'') : c.toLower();
        } else if (!word.isEmpty()) {
            words << word;
            word.clear();
        }
    }
    return words;
}

LanguageGuess byWords(const QString& text, QChar::Script script) {
    const QString sample = text.left(20000).normalized(QString::NormalizationForm_C);
    const QStringList words = lowerWords(sample);
    std::array<double, profiles.size()> scores{};
    for (const QString& word : words) {
        for (const auto& [profile, weight] : wordTable().value(word))
            scores[size_t(profile)] += weight;
        if (const qsizetype apostrophe = word.indexOf('\''); apostrophe > 0) // l'homme, c'est
            for (const auto& [profile, weight] : wordTable().value(word.left(apostrophe + 1)))
                scores[size_t(profile)] += weight;
    }
    const QString lower = ' ' + sample.toLower() + ' ';
    const double perLetter = 1.0 / std::max<double>(8, double(words.size()));
    for (size_t i = 0; i < profiles.size(); ++i) {
        if (profiles[i].script != script) {
            scores[i] = 0;
            continue;
        }
        scores[i] /= std::max<double>(1, double(words.size()));
        for (const QString& letters : QString::fromUtf8(profiles[i].letters).split(' ')) {
            const bool special = letters.size() == 1 && letters[0].unicode() > 0x7F;
            scores[i] +=
                double(std::min<qsizetype>(lower.count(letters), 40)) * perLetter * (special ? 0.25 : 0.05);
        }
    }
    const auto best = std::max_element(scores.begin(), scores.end());
    const double top = *best;
    if (top <= 0)
        return {};
    const size_t index = size_t(best - scores.begin());
    *best = 0;
    const double second = *std::max_element(scores.begin(), scores.end());
    return {QString::fromLatin1(profiles[index].code), std::clamp((top - second) / top, 0.0, 1.0)};
}

} // namespace

LanguageGuess detectLanguage(const QString& text) {
    QHash<int, int> scripts;
    int letters = 0;
    for (const uint c : text.left(20000).toUcs4()) {
        if (!QChar::isLetter(c))
            continue;
        ++letters;
        ++scripts[int(QChar::script(c))];
    }
    if (letters == 0)
        return {};
    const int kana = scripts.value(QChar::Script_Hiragana) + scripts.value(QChar::Script_Katakana);
    if (kana > 0 && kana + scripts.value(QChar::Script_Han) > letters / 2 && kana * 20 > letters)
        return {QStringLiteral("ja"), double(kana + scripts.value(QChar::Script_Han)) / letters};
    auto most = scripts.constBegin();
    for (auto it = scripts.constBegin(); it != scripts.constEnd(); ++it)
        if (it.value() > most.value())
            most = it;
    const auto script = QChar::Script(most.key());
    if (const QString own = ownScriptLanguage(script); !own.isEmpty())
        return {own, double(most.value()) / letters};
    return byWords(text, script);
}

QString languageName(const QString& code) {
    if (code == QLatin1String("nb"))
        return QStringLiteral("Norwegian");
    const QLocale locale(code);
    return locale.language() == QLocale::C ? code : QLocale::languageToString(locale.language());
}

QString languageCode(const QString& name) {
    const QString wanted = name.trimmed().toLower();
    if (wanted.isEmpty())
        return {};
    if (wanted == QLatin1String("no") || wanted == QLatin1String("norwegian"))
        return QStringLiteral("nb");
    if (wanted.size() <= 8 && QLocale(wanted).language() != QLocale::C && !wanted.contains(' ') &&
        (wanted.size() <= 3 || wanted.contains('-') || wanted.contains('_')))
        return wanted.left(wanted.indexOf('_') > 0   ? wanted.indexOf('_')
                           : wanted.indexOf('-') > 0 ? wanted.indexOf('-')
                                                     : wanted.size());
    for (int i = int(QLocale::AnyLanguage) + 2; i <= int(QLocale::LastLanguage); ++i) {
        const QLocale locale{QLocale::Language(i)};
        if (QLocale::languageToString(QLocale::Language(i)).toLower() == wanted ||
            locale.nativeLanguageName().toLower() == wanted)
            return QLocale::languageToCode(QLocale::Language(i));
    }
    return {};
}

QStringList detectableLanguages() {
    QStringList codes;
    for (const Profile& profile : profiles)
        codes << QString::fromLatin1(profile.code);
    codes << QStringList{"el", "he", "ko", "th", "ja", "zh", "bn", "ta", "te", "gu", "pa",
                         "kn", "ml", "hy", "ka", "am", "km", "lo", "my", "si", "bo"};
    codes.sort();
    return codes;
}

} // namespace hearth::sdk
