"""Made-up little tasks that a model of this size can learn: a one-line summary, a rewriting, a line of code explained."""
import random

NAMES = "Anna Tom Peter Maria John Lisa Ahmed Yuki Paul Sofia Max Emma David Sara Leo Nina Ben Olga Carlos Julia Kim Alex Sam Eva Oscar Ruth Ivan Mia".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
TIMES = ["nine o'clock", "ten o'clock", "noon", "two o'clock", "half past three", "five o'clock", "eight in the evening"]
PLACES = ["the library", "the office", "the school", "the small room", "the station", "the garden", "the kitchen", "the town hall", "the museum", "the café",
          "the park", "the big hall", "the hospital", "the harbour", "the workshop"]
EVENTS = ["meeting", "party", "concert", "lesson", "trip", "dinner", "exam", "interview", "game", "talk", "course", "visit", "rehearsal", "workshop", "market"]
THINGS = ["report", "letter", "invoice", "plan", "list", "book", "key", "photo", "contract", "ticket", "recipe", "map", "form", "bill", "parcel", "document",
          "laptop", "bicycle", "table", "lamp", "garden tools", "notes", "budget", "draft", "schedule", "camera", "poster", "printer", "window", "door"]
REASONS = ["it rains", "the room is closed", "the train is late", "many people are ill", "the teacher is away", "the heating is broken", "there is no money",
           "the road is blocked", "the boss is on holiday", "the weather is bad", "the printer does not work", "nobody had time"]
PEOPLE = ["the team", "the class", "the neighbours", "the children", "the guests", "the students", "the customers", "the workers", "the family", "the players"]
ADJECTIVES = ["red", "new", "small", "blue", "heavy", "broken", "green", "wooden", "white", "long"]
VERBS = [("send", "sent"), ("bring", "brought"), ("check", "checked"), ("print", "printed"), ("sign", "signed"), ("find", "found"), ("return", "returned"),
         ("read", "read"), ("finish", "finished"), ("repair", "repaired"), ("show", "shown"), ("copy", "copied"), ("close", "closed"), ("move", "moved")]
FILLERS = ["Everyone was told by e-mail.", "Please write it down.", "It was a long day.", "We talked about it for some time.", "Nobody was surprised.",
           "The sun was shining.", "There was coffee and cake.", "I hope this is fine.", "More about it next week.", "It took about an hour.",
           "Some people asked questions.", "The rest stays the same.", "Thank you for your patience.", "That is all for now."]
SUMMARY_ASKS = ["Summarize this: {}", "Summarise: {}", "Make a short summary: {}", "Give me the main point: {}", "Shorten this text: {}", "What does this say in one sentence? {}",
                "Sum this up in one sentence: {}", "TL;DR: {}", "{}\nSummarize this.", "In short, please: {}", "{}\nWhat is the main point?", "summarize {}", "Please summarize this text: {}"]


def summary(r: random.Random):
    name, other, day, day2, time = r.choice(NAMES), r.choice(NAMES), r.choice(DAYS), r.choice(DAYS), r.choice(TIMES)
    place, event, thing, reason, people = r.choice(PLACES), r.choice(EVENTS), r.choice(THINGS), r.choice(REASONS), r.choice(PEOPLE)
    adjective = r.choice(ADJECTIVES)
    text, short = r.choice([
        (f"The {event} on {day} was moved to {day2}, because {reason}.", f"The {event} is now on {day2}."),
        (f"Because {reason}, the {event} on {day} will not take place.", f"There is no {event} on {day}."),
        (f"{name} wrote to {other} that the {thing} is ready and can be fetched in {place}.", f"The {thing} is ready in {place}."),
        (f"{name} lost the {adjective} {thing} in {place} on {day} and asks everyone to look for it.", f"{name} lost the {adjective} {thing} in {place}."),
        (f"The {event} begins at {time} in {place}.", f"The {event} is at {time} in {place}."),
        (f"Last {day} {people} met in {place} and decided to buy a {adjective} {thing}.", f"The decision was to buy a {adjective} {thing}."),
        (f"{name} cannot come on {day}, because {reason}. {other} will go to the {event} instead.", f"{other} goes to the {event} instead of {name}."),
        (f"The {thing} must be finished by {day}, and {name} is responsible for it.", f"{name} must finish the {thing} by {day}."),
        (f"{name} found an {thing} in {place} and gave it to {other}." if thing[0] in "aeiou" else f"{name} found a {thing} in {place} and gave it to {other}.", f"{name} found it and gave it to {other}."),
        (f"We need help with the {event} in {place} on {day}. Who has time should write to {name}.", f"Helpers for the {event} should write to {name}."),
    ])
    parts = [text] + r.sample(FILLERS, r.randint(1, 2))
    if r.random() < 0.3:
        parts = [parts[1], text] + parts[2:]
    return r.choice(SUMMARY_ASKS).format(" ".join(parts)), short


def rewrite(r: random.Random):
    name, day, thing, event, place, reason = r.choice(NAMES), r.choice(DAYS), r.choice(THINGS), r.choice(EVENTS), r.choice(PLACES), r.choice(REASONS)
    verb, adjective = r.choice(VERBS)[0], r.choice(ADJECTIVES)
    kind = r.randrange(5)
    if kind == 0:
        plain = r.choice([f"{verb} the {thing}", f"{verb} me the {thing}" if verb in ("send", "bring", "show") else f"{verb} the {adjective} {thing}",
                          f"{verb} the {thing} by {day}", f"tell {name} to {verb} the {thing}", f"come to {place} on {day}", f"answer my letter by {day}"])
        ask = r.choice(["Make this polite: {}", "Rewrite politely: {}", "Say this more politely: {}", "Make it polite: {}", "Rewrite this in a polite way: {}", "polite version: {}"])
        return ask.format(plain), f"Could you please {plain}?"
    if kind == 1:
        cause = r.choice([f"can't come {day}", f"cant come on {day}, {reason}", f"i will be late on {day}", f"no time for the {event} on {day}"])
        formal = {0: f"unfortunately I cannot come on {day}.", 1: f"unfortunately I cannot come on {day}, because {reason}.", 2: f"I will be late on {day}.",
                  3: f"unfortunately I have no time for the {event} on {day}."}
        index = 1 if ", " in cause else 2 if "late" in cause else 3 if "no time" in cause else 0
        ask = r.choice(["Make this formal: {}", "Rewrite this formally: {}", "Write this as a formal sentence: {}", "More formal please: {}"])
        return ask.format(f"hi {name.lower()}, {cause}"), f"Dear {name}, {formal[index]}"
    if kind == 2:
        long = r.choice([f"I am writing to you in order to ask you whether you could {verb} the {thing}.", f"It would be very nice indeed if you would be so kind as to {verb} the {thing}.",
                         f"What I wanted to say is that somebody should {verb} the {thing}."])
        ask = r.choice(["Make this shorter: {}", "Shorten: {}", "Say it in fewer words: {}", "Rewrite this shorter: {}", "Make it short: {}"])
        return ask.format(long), f"Please {verb} the {thing}."
    if kind == 3:
        wrong, right = r.choice([
            (f"{name.lower()} go to {place} every {day.lower()}", f"{name} goes to {place} every {day}."),
            (f"she have lost the {thing}", f"She has lost the {thing}."),
            (f"the {thing} are {adjective}" if not thing.endswith("s") else f"the {thing} is {adjective}", f"The {thing} {'are' if thing.endswith('s') else 'is'} {adjective}."),
            (f"we was in {place} on {day.lower()}", f"We were in {place} on {day}."),
            (f"i has a {adjective} {thing}", f"I have a {adjective} {thing}."),
            (f"he dont like the {event}", f"He does not like the {event}."),
            (f"{name.lower()} and me was at the {event}", f"{name} and I were at the {event}."),
        ])
        ask = r.choice(["Correct this sentence: {}", "Fix the grammar: {}", "Correct: {}", "Correct my English: {}", "Fix this sentence: {}", "Is this correct? {}", "check the grammar: {}"])
        return ask.format(wrong), right
    items = r.sample(THINGS, 3)
    ask = r.choice(["Make a list of this: {}", "Write this as a list: {}", "Turn this into bullet points: {}", "as a list: {}"])
    return ask.format(f"we need the {items[0]}, the {items[1]} and the {items[2]}"), "\n".join(f"- the {item}" for item in items)


VARIABLES = "x y total count name items price value result numbers words size age text data n i score letters limit rows line user speed width height".split()
FUNCTIONS = "add square greet double area total_price is_even first largest average count_words say_hello reverse half cube print_list".split()
CODE_ASKS = ["Explain this code:\n{}", "What does this code do?\n{}", "What does this do?\n{}", "explain: {}", "Explain {}", "what is {}", "Can you explain this?\n{}",
             "Please explain this code:\n{}", "{}\nWhat does that mean?", "what does {} do"]


def code(r: random.Random):
    a, b, n, m, f = r.choice(VARIABLES), r.choice(VARIABLES), r.randint(2, 20), r.randint(2, 100), r.choice(FUNCTIONS)
    sign, word = r.choice([("+", "adds"), ("*", "multiplies"), ("-", "subtracts")])
    comparison, meaning = r.choice([(">", "greater than"), ("<", "less than"), ("==", "equal to"), (">=", "at least"), ("!=", "not equal to")])
    snippet, explanation = r.choice([
        (f"for i in range({n}):\n    print(i)", f"It is a loop that prints the numbers from 0 to {n - 1}."),
        (f"for {a} in {b}:\n    print({a})", f"It goes through {b} and prints each {a}."),
        (f"{a} = {n}", f"It stores the number {n} in the variable {a}."),
        (f"{a} = [{n}, {m}]", f"It makes a list with the numbers {n} and {m} and calls it {a}."),
        (f"if {a} {comparison} {n}:\n    print({a})", f"It prints {a} if {a} is {meaning} {n}."),
        (f"def {f}({a}, {b}):\n    return {a} {sign} {b}", f"It defines a function {f} that " + {"+": f"returns the sum of {a} and {b}.", "*": f"returns the product of {a} and {b}.", "-": f"returns {a} minus {b}."}[sign]),
        (f"def {f}({a}):\n    return {a} * {n}", f"It defines a function {f} that returns {a} times {n}."),
        (f"print(len({a}))", f"It prints the length of {a}."),
        (f"{a} += {n}", f"It adds {n} to {a}."),
        (f"{a} -= {n}", f"It subtracts {n} from {a}."),
        (f"while {a} < {n}:\n    {a} += 1", f"It is a loop that adds 1 to {a} until {a} is {n}."),
        (f"{a}.append({n})", f"It adds {n} to the end of the list {a}."),
        (f"{a} = input()", f"It reads a line that the user types and stores it in {a}."),
        (f"print(\"{a}\")", f"It prints the word {a}."),
        (f"return {a}", f"It ends the function and gives back {a}."),
        (f"import {r.choice(['math', 'random', 'json', 'time', 'os'])}", "It makes a module of the standard library available."),
        (f"const {a} = {n};", f"It declares a constant {a} with the value {n}."),
        (f"let {a} = {n};", f"It declares a variable {a} with the value {n}."),
        (f"int {a} = {n};", f"It declares an integer {a} with the value {n}."),
        (f"console.log({a});", f"It writes {a} to the console."),
        (f"for (int i = 0; i < {n}; i++) {{\n    {a} += i;\n}}", f"It is a loop that adds the numbers from 0 to {n - 1} to {a}."),
        (f"if ({a} {comparison} {n}) {{\n    return {b};\n}}", f"It returns {b} if {a} is {meaning} {n}."),
        (f"{a}.sort()", f"It sorts the list {a}."),
        (f"{a} = sum({b})", f"It adds up everything in {b} and stores the result in {a}."),
        (f"# {a}", "It is a comment; the program ignores it."),
        (f"std::cout << {a};", f"It writes {a} to the output."),
    ])
    fenced = f"```\n{snippet}\n```" if r.random() < 0.25 else snippet
    asks = CODE_ASKS[:3] + CODE_ASKS[6:8] if "\n" in fenced else CODE_ASKS
    return r.choice(asks).format(fenced), explanation


KINDS = [summary, rewrite, code]
