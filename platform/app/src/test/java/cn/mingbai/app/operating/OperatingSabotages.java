package cn.mingbai.app.operating;

import cn.mingbai.app.checks.Break;
import cn.mingbai.app.checks.Sabotage;
import cn.mingbai.app.checks.Sabotages;
import java.util.List;

final class OperatingSabotages implements Sabotages {

    @Override
    public List<Sabotage> all() {
        return List.of(
                new Sabotage(
                        "ready-without-database",
                        "readiness does not ask the database",
                        OperatingModuleTest.class,
                        Break.skipping("cn.mingbai.app.operating.DatabaseReadiness", "doHealthCheck")),
                new Sabotage(
                        "log-in-under-any-host",
                        "pages behind log-in are served under the name on paper too",
                        OperatingModuleTest.class,
                        Break.returning("cn.mingbai.app.StaffHost", "shouldNotFilter", true)),
                new Sabotage(
                        "log-with-names",
                        "structured logs keep what a database quotes and numbers of people",
                        LogMaskTest.class,
                        Break.skipping("cn.mingbai.app.operating.LogMask", "customize")));
    }
}
