// Power is read from a made-up sysfs tree.
#include "app/desktop/power_state.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace hearth;

class TestPowerState : public QObject {
    Q_OBJECT

private:
    static void write(const QString& root, const QString& path, const QByteArray& text) {
        QVERIFY(QDir(root).mkpath(QFileInfo(path).path()));
        QFile file(root + u'/' + path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

private slots:
    void battery_data() {
        QTest::addColumn<QStringList>("files"); // path=content
        QTest::addColumn<bool>("on_battery");
        const QString mains = "sys/class/power_supply/AC/";
        const QString battery = "sys/class/power_supply/BAT0/";
        const QString mouse = "sys/class/power_supply/hid-mouse/";
        QTest::newRow("nothing told: a desktop") << QStringList{} << false;
        QTest::newRow("plugged in") << QStringList{mains + "type=Mains", mains + "online=1",
                                                   battery + "type=Battery", battery + "status=Charging"}
                                    << false;
        QTest::newRow("unplugged") << QStringList{mains + "type=Mains", mains + "online=0",
                                                  battery + "type=Battery", battery + "status=Discharging"}
                                   << true;
        QTest::newRow("discharging although plugged in")
            << QStringList{mains + "type=Mains", mains + "online=1", battery + "type=Battery",
                           battery + "status=Discharging"}
            << false;
        QTest::newRow("only a mouse has a battery")
            << QStringList{mouse + "type=Battery", mouse + "scope=Device", mouse + "status=Discharging"}
            << false;
    }

    void battery() {
#ifndef Q_OS_LINUX
        QSKIP("sysfs is Linux's");
#endif
        QFETCH(QStringList, files);
        QTemporaryDir root;
        for (const QString& file : files)
            write(root.path(), file.section('=', 0, 0), file.section('=', 1).toUtf8() + '\n');
        QTEST(read_power_state(root.path()).on_battery, "on_battery");
    }

    void watch_tells_changes_once() {
#ifndef Q_OS_LINUX
        QSKIP("sysfs is Linux's");
#endif
        QTemporaryDir root;
        const QString battery = "sys/class/power_supply/BAT0/";
        const QString heat = "sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count";
        write(root.path(), battery + "type", "Battery\n");
        write(root.path(), battery + "status", "Charging\n");
        write(root.path(), heat, "7\n");
        PowerWatch watch(root.path());
        QSignalSpy changed(&watch, &PowerWatch::changed);
        watch.look();
        QCOMPARE(changed.count(), 0);
        write(root.path(), battery + "status", "Discharging\n");
        watch.look();
        QCOMPARE(changed.count(), 1);
        QVERIFY(watch.state().on_battery);
        watch.look();
        QCOMPARE(changed.count(), 1);
        write(root.path(), heat, "9\n");
        watch.look();
        QVERIFY(watch.state().throttled);
        watch.look();
        QVERIFY(!watch.state().throttled);
    }
};

QTEST_GUILESS_MAIN(TestPowerState)
#include "test_power_state.moc"
