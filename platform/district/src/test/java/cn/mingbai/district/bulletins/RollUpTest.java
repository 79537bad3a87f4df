package cn.mingbai.district.bulletins;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionCode;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.figures.Share;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.heldclass.ClassDirectory.Held;
import cn.mingbai.households.coverage.Control;
import cn.mingbai.households.coverage.Figures;
import cn.mingbai.households.coverage.VillageCoverage;
import cn.mingbai.households.coverage.rule.Kind;
import cn.mingbai.households.visits.VisitOutcome;
import cn.mingbai.materials.boards.BoardFigures;
import cn.mingbai.materials.boards.BoardState;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RollUpTest {

    @Test
    void everyRowIsInTheTotalOnceWhateverTheTree() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (var round = 0; round < 500; round++) {
            var tree = tree(random);
            var unit = tree.getFirst();
            var villages = new ArrayList<VillageCoverage>();
            var done = new HashMap<DivisionId, Done>();
            for (var division : tree) {
                if (division.level() == Level.VILLAGE) {
                    villages.add(village(division, random));
                }
                if (random.nextInt(3) > 0) {
                    done.put(division.id(), done(random));
                }
            }
            // Merged away since: it has done something, and is in the tree no more.
            done.put(new DivisionId(900_000), done(random));
            var rollUp = new RollUp(unit, tree).villages(villages).done(done);
            var rows = rollUp.rows(Map.of());
            var total = rollUp.total(cn.mingbai.courses.rate.Tally.EMPTY);

            assertThat(rows.stream().map(BulletinRow::coverage).reduce(Figures.NONE, Figures::plus))
                    .as("seed " + seed)
                    .isEqualTo(total.coverage())
                    .isEqualTo(villages.stream().map(VillageCoverage::figures).reduce(Figures.NONE, Figures::plus));
            assertThat(rows.stream().map(BulletinRow::done).reduce(Done.NOTHING, Done::plus))
                    .as("seed " + seed)
                    .isEqualTo(total.done())
                    .isEqualTo(done.values().stream().reduce(Done.NOTHING, Done::plus));
            assertThat(rows.stream().mapToInt(BulletinRow::withoutWorker).sum())
                    .as("seed " + seed)
                    .isEqualTo(total.withoutWorker())
                    .isEqualTo((int) villages.stream()
                            .filter(village -> !village.outreachWorker())
                            .count());
            assertThat(total.done().boards().left() + total.done().boards().in(BoardState.UP))
                    .isEqualTo(total.done().boards().places());
            assertThat(rows.stream().filter(BulletinRow::own)).hasSizeLessThanOrEqualTo(1);
            assertThat(rows.stream()
                            .filter(row -> !row.own())
                            .map(row -> row.division().id()))
                    .as("each unit right below, once and in code order")
                    .containsExactlyElementsOf(tree.stream()
                            .filter(division -> unit.id().equals(division.parent()))
                            .map(Division::id)
                            .toList());
        }
    }

    @Test
    void anEmptyUnitHasNoRowOfItsOwnAndSaysNobody() {
        var unit = division(1, null, Level.COUNTY);
        var rollUp = new RollUp(unit, List.of(unit, division(2, 1L, Level.TOWNSHIP)));
        assertThat(rollUp.rows(Map.of())).singleElement().satisfies(row -> {
            assertThat(row.own()).isFalse();
            assertThat(row.coverage().reached().isEmpty()).isTrue();
        });
        assertThat(rollUp.total(cn.mingbai.courses.rate.Tally.EMPTY).done()).isEqualTo(Done.NOTHING);
    }

    private static List<Division> tree(Random random) {
        var tree = new ArrayList<Division>();
        tree.add(division(1, null, Level.COUNTY));
        var id = 2L;
        for (var town = 0; town < random.nextInt(6); town++) {
            var townId = id++;
            tree.add(division(townId, 1L, Level.TOWNSHIP));
            for (var village = 0; village < random.nextInt(5); village++) {
                tree.add(division(id++, townId, Level.VILLAGE));
            }
        }
        return tree;
    }

    private static Division division(long id, @Nullable Long parent, Level level) {
        return new Division(
                new DivisionId(id),
                new DivisionCode("220172%06d".formatted(id)),
                "单位" + id,
                parent == null ? null : new DivisionId(parent),
                level,
                LocalDate.of(2018, 1, 1),
                Times.NO_END);
    }

    private static VillageCoverage village(Division division, Random random) {
        var due = random.nextInt(50);
        var reached = due == 0 ? 0 : random.nextInt(due + 1);
        var excluded = new EnumMap<Kind, Long>(Kind.class);
        for (var kind : Kind.values()) {
            if (kind.excluded() && random.nextBoolean()) {
                excluded.put(kind, 1L + random.nextInt(9));
            }
        }
        return new VillageCoverage(
                division,
                null,
                new Figures(
                        new Share(reached, due),
                        new Share(reached / 2, due),
                        new Share(reached / 3, due),
                        new Share(reached / 4, due),
                        reached == 0 ? Map.of() : Map.of(Kind.REACHED_MEETING, (long) reached),
                        Map.of(),
                        excluded),
                new Control(0, 0, 1),
                random.nextBoolean());
    }

    private static Done done(Random random) {
        var visits = new EnumMap<VisitOutcome, Long>(VisitOutcome.class);
        for (var outcome : VisitOutcome.values()) {
            visits.put(outcome, (long) random.nextInt(4));
        }
        var states = new EnumMap<BoardState, Long>(BoardState.class);
        for (var state : BoardState.values()) {
            states.put(state, (long) random.nextInt(3));
        }
        return new Done(
                new Held(random.nextInt(3), random.nextInt(60)),
                visits,
                new BoardFigures(states, random.nextInt(5), random.nextInt(5), random.nextInt(5)));
    }
}
