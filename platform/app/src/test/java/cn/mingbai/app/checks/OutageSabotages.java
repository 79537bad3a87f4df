package cn.mingbai.app.checks;

import java.util.List;

final class OutageSabotages implements Sabotages {

    @Override
    public List<Sabotage> all() {
        return List.of(
                new Sabotage(
                        "database-watch",
                        "nobody notices that the database does not answer",
                        DatabaseAwayCheckTest.class,
                        Break.skipping("cn.mingbai.core.outage.DatabaseWatch", "failed")),
                new Sabotage(
                        "space-watch",
                        "nobody looks how much room the disks have",
                        DiskFullCheckTest.class,
                        Break.skipping("cn.mingbai.core.outage.SpaceWatch", "look")));
    }
}
