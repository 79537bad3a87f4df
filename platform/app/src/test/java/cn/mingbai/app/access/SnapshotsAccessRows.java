package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.AUDITOR;
import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.jobs.JobRunner;
import cn.mingbai.core.testing.World;
import cn.mingbai.courses.snapshots.RateSnapshots;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/** The rows of sealed reports: each belongs to a district, and a town's stands for that of its district. */
final class SnapshotsAccessRows implements AccessRows {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 1);
    private static final long NONE = -1;

    @Override
    public void seed(Fixture fixture, Target target) {
        target.put(
                "sealed-district",
                target.code().equals(World.TOWN) ? fixture.world().division(World.DISTRICT) : target.division());
        if (target.level() != Level.COUNTY && !target.code().equals(World.TOWN)) {
            target.put("snapshot", NONE);
            return;
        }
        fixture.signIn(DISTRICT_OFFICER, target.code());
        var snapshots = fixture.bean(RateSnapshots.class);
        var district = district(target);
        for (var times = 0; times < 2; times++) {
            snapshots.seal(district, DAY, Locale.SIMPLIFIED_CHINESE);
            fixture.bean(JobRunner.class).runWaiting();
        }
        fixture.signIn(DISTRICT_OFFICER, target.code());
        target.put(
                "snapshot",
                snapshots.list().stream()
                        .filter(listed -> listed.district().equals(district))
                        .mapToLong(RateSnapshots.Listed::id)
                        .max()
                        .orElseThrow());
    }

    /** A town has no report of its own: what is aimed at it is aimed at its district. */
    private static DivisionId district(Target target) {
        return target.get("sealed-district", DivisionId.class);
    }

    private static long snapshot(Target target) {
        return target.get("snapshot", Long.class);
    }

    @Override
    public void add(Table table) {
        table.read(RateSnapshots.class, "list").by(DISTRICT_OFFICER, AUDITOR).call((bean, target) -> bean.list());
        table.read(RateSnapshots.class, "districts")
                .by(DISTRICT_OFFICER)
                .call((bean, target) -> bean.districts())
                .reachesBeyond(Relation.PARENT, "a campaign of the units above covers the district and names its days");
        table.read(RateSnapshots.class, "ahead", DivisionId.class, LocalDate.class)
                .by(DISTRICT_OFFICER)
                .call((bean, target) -> bean.ahead(district(target), DAY));
        table.write(RateSnapshots.class, "seal", DivisionId.class, LocalDate.class, Locale.class)
                .by(DISTRICT_OFFICER)
                .call((bean, target) -> bean.seal(district(target), DAY, Locale.ENGLISH));
        table.read(RateSnapshots.class, "open", long.class)
                .by(DISTRICT_OFFICER, AUDITOR)
                .call((bean, target) -> bean.open(snapshot(target)));
        table.read(RateSnapshots.class, "verify", long.class)
                .by(DISTRICT_OFFICER, AUDITOR)
                .call((bean, target) -> bean.verify(snapshot(target)));
        table.read(RateSnapshots.class, "compare", long.class, Optional.class, Optional.class)
                .by(DISTRICT_OFFICER, AUDITOR)
                .call((bean, target) -> bean.compare(snapshot(target), Optional.empty(), Optional.empty()));
        table.write(RateSnapshots.class, "xlsx", long.class)
                .by(DISTRICT_OFFICER, AUDITOR)
                .call((bean, target) -> bean.xlsx(snapshot(target)));
        table.endpoint("GET", "/R/{token}").open(404).request(target -> get("/R/0123456789ABCDEFGHJKMNPQRS"));
        table.endpoint("GET", "/r/{token}").open(404).request(target -> get("/r/0123456789ABCDEFGHJKMNPQRS"));
        table.route("rate-snapshots", DISTRICT_OFFICER, AUDITOR);
        table.route("rate-snapshots/:snapshot", DISTRICT_OFFICER, AUDITOR);
        table.route("rate-snapshots/:snapshot/check", DISTRICT_OFFICER, AUDITOR);
        table.route("rate-snapshots/:snapshot/difference", DISTRICT_OFFICER, AUDITOR);
        table.write(RateSnapshots.class, "pdf", long.class)
                .by(DISTRICT_OFFICER, AUDITOR)
                .call((bean, target) -> bean.pdf(snapshot(target)));
    }
}
