package cn.mingbai.courses.rate;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.proof.CanonicalText;
import cn.mingbai.proof.Digest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What the rules say about 4,000 invented people, as one digest: a change of the rules changes it, and must come with a
 * new {@link RateRules#VERSION}, because sealed reports name the version they were computed by.
 */
class RuleVersionTest {

    /** The digest of each version that was ever in use; earlier ones stay here. */
    private static final Map<Integer, String> DIGESTS =
            Map.of(1, "89cae690e6857c036835bd13e577ec1c6215e42f1779e3273fa35ef648a16c06");

    private static final LocalDate DAY = LocalDate.of(2026, 11, 25);
    private static final String[] COURSES = {"01", "02", "12"};

    @Test
    void theRulesAreThoseOfTheirVersion() {
        var text = new CanonicalText();
        for (var seed = 1; seed <= 200; seed++) {
            var random = new Random(seed);
            var day = DAY.minusDays(random.nextInt(400));
            var rate = TrainingRate.of(new AsOf(day, day.plusDays(random.nextInt(60))), facts(random));
            for (var unit : SmallDistrict.UNITS) {
                for (var verdict : rate.people(unit.id())) {
                    text.line(
                            "verdict",
                            seed,
                            unit.id().value(),
                            verdict.person().value(),
                            verdict.reason().name(),
                            verdict.tookPart(),
                            verdict.stillValid(),
                            String.join(",", verdict.owed()),
                            verdict.passes().stream()
                                    .map(TrainingFact::id)
                                    .toList()
                                    .toString());
                }
            }
        }
        var digest = Digest.of(text).hex();
        assertThat(digest)
                .as("The rate's rules say something else than before. If that is meant: raise RateRules.VERSION by one"
                        + " and add its digest %s here; if nothing was sealed by the version yet, replace its digest."
                                .formatted(digest))
                .isEqualTo(DIGESTS.get(RateRules.VERSION));
    }

    private static Facts facts(Random random) {
        var postings = new ArrayList<RosterPosting>();
        var training = new ArrayList<TrainingFact>();
        var excuses = new ArrayList<Excuse>();
        var merges = new HashMap<PersonId, PersonId>();
        var rules = new ArrayList<CourseRule>();
        for (var id = 1; id <= 1 + random.nextInt(4); id++) {
            var window = Window.values()[random.nextInt(3)];
            rules.add(new CourseRule(
                    id,
                    unit(random),
                    duty(random),
                    new HashSet<>(List.of(COURSES[random.nextInt(3)], COURSES[random.nextInt(3)])),
                    DAY.minusDays(random.nextInt(700)),
                    random.nextInt(4) == 0 ? DAY.plusDays(random.nextInt(60)) : Times.NO_END,
                    DAY.plusDays(random.nextInt(-60, 60)),
                    random.nextInt(60),
                    window,
                    window == Window.MONTHS ? 1 + random.nextInt(24) : 0,
                    window == Window.CALENDAR_YEAR ? random.nextInt(7) : 0,
                    MetBy.values()[random.nextInt(2)],
                    random.nextBoolean() ? Map.of() : Map.of("02", Set.of("L1"))));
        }
        for (var person = 1L; person <= 20; person++) {
            var who = new PersonId(person);
            for (var i = random.nextInt(3); i >= 0; i--) {
                var from = DAY.minusDays(random.nextInt(900));
                postings.add(new RosterPosting(
                        who,
                        random.nextInt(25) == 0 ? SmallDistrict.GONE : unit(random),
                        random.nextInt(30) == 0 ? null : duty(random),
                        from,
                        random.nextInt(3) > 0 ? Times.NO_END : from.plusDays(1 + random.nextInt(300))));
            }
            for (var course : COURSES) {
                for (var i = random.nextInt(3); i > 0; i--) {
                    var on = DAY.minusDays(random.nextInt(800));
                    var kind = TrainingKind.values()[random.nextInt(7)];
                    var id = training.size() + 1L;
                    var recorded = on.plusDays(random.nextInt(40))
                            .atTime(9, 0)
                            .atZone(Times.ZONE)
                            .toInstant();
                    training.add(new TrainingFact(
                            id,
                            who,
                            course,
                            random.nextInt(20) == 0 ? null : on,
                            recorded,
                            null,
                            80 + random.nextInt(21),
                            kind,
                            1 + random.nextInt(2),
                            kind == TrainingKind.RECHECK_PASSED ? 1L : null));
                    if (random.nextInt(10) == 0) {
                        training.add(new TrainingFact(
                                id + 1,
                                who,
                                course,
                                on,
                                recorded.plusSeconds(86_400L * random.nextInt(60)),
                                id,
                                null,
                                TrainingKind.REVERSAL,
                                1,
                                null));
                    }
                }
            }
            if (random.nextInt(8) == 0) {
                var from = DAY.minusDays(random.nextInt(400));
                excuses.add(new Excuse(
                        who,
                        random.nextBoolean() ? Reason.EXEMPT : Reason.LONG_LEAVE,
                        from,
                        from.plusDays(random.nextInt(300)),
                        random.nextInt(4) == 0 ? null : "审批表"));
            }
            if (random.nextInt(15) == 0 && person > 1) {
                merges.put(who, new PersonId(1));
            }
        }
        return new Facts(
                SmallDistrict.UNITS,
                postings,
                rules,
                training,
                excuses,
                Set.of("01", "02", "12"),
                List.of(new Recheck(
                        1,
                        "02",
                        2,
                        Set.of("L1"),
                        Set.of(1),
                        DAY.minusDays(200),
                        DAY.minusDays(random.nextInt(-50, 200)))),
                merges,
                Set.of());
    }

    private static DivisionId unit(Random random) {
        return SmallDistrict.UNITS
                .get(random.nextInt(SmallDistrict.UNITS.size()))
                .id();
    }

    private static Duty duty(Random random) {
        return Duty.values()[random.nextInt(Duty.values().length)];
    }
}
