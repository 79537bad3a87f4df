package cn.mingbai.district.bulletins;

import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.courses.rate.Tally;
import cn.mingbai.courses.trainingrate.UnitRate;
import cn.mingbai.households.coverage.Figures;
import cn.mingbai.households.coverage.VillageCoverage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds what is known of single units up to the lines of a bulletin; pure. */
final class RollUp {

    private final Division unit;
    private final Map<DivisionId, Division> units = new HashMap<>();
    private final Map<DivisionId, Line> lines = new LinkedHashMap<>();
    private final Line total = new Line();

    private static final class Line {

        private Figures coverage = Figures.NONE;
        private int withoutWorker;
        private Done done = Done.NOTHING;

        void add(VillageCoverage village) {
            coverage = coverage.plus(village.figures());
            withoutWorker += village.outreachWorker() ? 0 : 1;
        }

        boolean isEmpty() {
            return coverage.equals(Figures.NONE) && done.equals(Done.NOTHING);
        }

        BulletinRow row(Division division, boolean own, Tally training) {
            return new BulletinRow(division, own, training, coverage, withoutWorker, done);
        }
    }

    /**
     * The lines of {@code unit}.
     *
     * @param tree the unit and everything below it on the day
     */
    RollUp(Division unit, List<Division> tree) {
        this.unit = unit;
        tree.forEach(division -> units.put(division.id(), division));
        lines.put(unit.id(), new Line());
        tree.stream()
                .filter(division -> unit.id().equals(division.parent()))
                .forEach(division -> lines.put(division.id(), new Line()));
    }

    /** Adds the households of villages. */
    RollUp villages(List<VillageCoverage> villages) {
        for (var village : villages) {
            line(village.village().id()).add(village);
            total.add(village);
        }
        return this;
    }

    /** Adds what units did, by unit; a unit that is no more on the day counts with the unit whose bulletin it is. */
    RollUp done(Map<DivisionId, Done> done) {
        done.forEach((division, its) -> {
            var line = line(division);
            line.done = line.done.plus(its);
            total.done = total.done.plus(its);
        });
        return this;
    }

    /** The rows, with the people of each. */
    List<BulletinRow> rows(Map<DivisionId, UnitRate> training) {
        var rows = new ArrayList<BulletinRow>();
        lines.forEach((id, line) -> {
            var rate = training.get(id);
            if (id.equals(unit.id())) {
                var own = rate == null ? Tally.EMPTY : rate.own();
                if (own.roster() > 0 || !line.isEmpty()) {
                    rows.add(line.row(unit, true, own));
                }
            } else {
                rows.add(line.row(
                        java.util.Objects.requireNonNull(units.get(id)),
                        false,
                        rate == null ? Tally.EMPTY : rate.total()));
            }
        });
        return rows;
    }

    /** The last line. */
    BulletinRow total(Tally training) {
        return total.row(unit, false, training);
    }

    private Line line(DivisionId division) {
        var at = division;
        for (var found = units.get(at); found != null; found = units.get(at)) {
            var line = lines.get(at);
            if (line != null) {
                return line;
            }
            at = found.parent();
        }
        return java.util.Objects.requireNonNull(lines.get(unit.id()));
    }
}
