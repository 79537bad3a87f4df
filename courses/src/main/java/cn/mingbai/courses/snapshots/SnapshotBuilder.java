package cn.mingbai.courses.snapshots;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.courses.rate.Reason;
import cn.mingbai.courses.rate.Tally;
import cn.mingbai.courses.rate.TrainingFact;
import cn.mingbai.courses.requirements.RequirementDirectory;
import cn.mingbai.courses.snapshots.SealedReport.Figures;
import cn.mingbai.courses.snapshots.SealedReport.Line;
import cn.mingbai.courses.snapshots.SealedReport.Owed;
import cn.mingbai.courses.snapshots.SealedReport.Pass;
import cn.mingbai.courses.snapshots.SealedReport.Post;
import cn.mingbai.courses.snapshots.SealedReport.Unit;
import cn.mingbai.courses.trainingrate.TrainingRateDirectory;
import cn.mingbai.proof.CanonicalText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Puts together what a report says, from the rate and from what proves it. */
@Component
@Internal
class SnapshotBuilder {

    private static final int CHUNK = 2000;

    private final TrainingRateDirectory rates;
    private final RequirementDirectory requirements;
    private final JdbcClient jdbc;

    SnapshotBuilder(TrainingRateDirectory rates, RequirementDirectory requirements, JdbcClient jdbc) {
        this.rates = rates;
        this.requirements = requirements;
        this.jdbc = jdbc;
    }

    /** A report without its head. */
    record Content(List<Unit> units, List<Owed> requirements, List<Line> lines) {}

    /** What the district's report says. */
    Content of(DivisionId district, AsOf asOf) {
        var computed = rates.recompute(district, asOf);
        var ids = new HashSet<DivisionId>();
        computed.divisions().forEach(division -> ids.add(division.id()));
        var parents = new HashMap<DivisionId, DivisionId>();
        var units = new ArrayList<Unit>();
        for (var division : computed.divisions()) {
            var parent = division.parent() != null && ids.contains(division.parent()) ? division.parent() : null;
            if (parent != null) {
                parents.put(division.id(), parent);
            }
            units.add(unit(
                    division,
                    parent == null ? null : parent.value(),
                    computed.rate().total(division.id())));
        }
        var standings = SnapshotLines.of(computed.rate(), district, parents);
        var evidence = evidence(standings);
        var lines = standings.stream()
                .map(standing -> {
                    var verdict = standing.verdict();
                    var name = computed.names().apply(verdict.person());
                    return new Line(
                            standing.unit().value(),
                            verdict.person().value(),
                            CanonicalText.normalised(name.staffNumber()),
                            CanonicalText.normalised(name.name()),
                            verdict.postings().stream()
                                    .map(posting -> new Post(
                                            posting.division().value(), posting.duty(), posting.from(), posting.to()))
                                    .toList(),
                            verdict.reason(),
                            verdict.tookPart(),
                            verdict.stillValid(),
                            verdict.isOverdue(),
                            verdict.passes().stream()
                                    .map(pass -> pass(pass, evidence))
                                    .toList(),
                            verdict.owed());
                })
                .toList();
        return new Content(
                units,
                requirements.touching(district, asOf).stream()
                        .map(requirement -> new Owed(
                                requirement.id(),
                                requirement.division().value(),
                                requirement.duty(),
                                requirement.courses(),
                                SnapshotText.rule(requirement),
                                CanonicalText.normalised(requirement.basis())))
                        .toList(),
                lines);
    }

    private static Unit unit(Division division, @org.jspecify.annotations.Nullable Long parent, Tally tally) {
        var counts = new EnumMap<Reason, Integer>(Reason.class);
        for (var reason : Reason.values()) {
            counts.put(reason, tally.count(reason));
        }
        return new Unit(
                division.id().value(),
                parent,
                division.code().value(),
                CanonicalText.normalised(division.name()),
                division.level().name(),
                new Figures(
                        counts,
                        (int) tally.tookPart().count(),
                        (int) tally.stillValid().count(),
                        tally.withoutRequirement()));
    }

    private static Pass pass(TrainingFact pass, Map<Long, String> evidence) {
        return new Pass(
                pass.course(),
                pass.on(),
                pass.score(),
                pass.id(),
                evidence.getOrDefault(pass.id(), ""),
                pass.recordedAt());
    }

    private Map<Long, String> evidence(List<SnapshotLines.Standing> standings) {
        var records = new TreeSet<Long>();
        standings.forEach(standing -> standing.verdict().passes().forEach(pass -> records.add(pass.id())));
        var evidence = new HashMap<Long, String>();
        var all = new ArrayList<>(records);
        for (var from = 0; from < all.size(); from += CHUNK) {
            jdbc.sql("select id, evidence from training_record where id in (:ids)")
                    .param("ids", all.subList(from, Math.min(from + CHUNK, all.size())))
                    .query((row, index) -> evidence.put(row.getLong(1), CanonicalText.normalised(row.getString(2))))
                    .list();
        }
        return evidence;
    }
}
