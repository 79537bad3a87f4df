package cn.mingbai.courses.trainingrate;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.rate.TrainingRate;
import cn.mingbai.courses.rate.Verdict;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The training rate within the caller's reach. */
@Service
public class TrainingRates {

    private final TrainingRateDirectory directory;
    private final DivisionDirectory divisions;
    private final JdbcClient jdbc;
    private final Access access;
    private final Clock clock;

    TrainingRates(
            TrainingRateDirectory directory, DivisionDirectory divisions, JdbcClient jdbc, Access access, Clock clock) {
        this.directory = directory;
        this.divisions = divisions;
        this.jdbc = jdbc;
        this.access = access;
        this.clock = clock;
    }

    /**
     * What the caller sees.
     *
     * @param units the units within reach, in code order
     * @param districts the totals of the districts above them, for those whose reach lies below a district
     */
    public record Overview(AsOf asOf, List<UnitRate> units, List<UnitRate> districts) {

        /** The row of a unit. */
        public Optional<UnitRate> unit(DivisionId division) {
            return units.stream()
                    .filter(unit -> unit.division().id().equals(division))
                    .findFirst();
        }

        /** The units right below one, in code order. */
        public List<UnitRate> below(DivisionId division) {
            return units.stream()
                    .filter(unit -> division.equals(unit.division().parent()))
                    .toList();
        }

        /** The units within reach that lie below no other one within reach. */
        public List<UnitRate> tops() {
            return units.stream()
                    .filter(unit -> unit.division().parent() == null
                            || unit(unit.division().parent()).isEmpty())
                    .toList();
        }
    }

    /** The rate of every unit within reach, and of the rest only the district's totals. */
    @Transactional(readOnly = true)
    public Overview overview(AsOf asOf) {
        var reach = access.require(Action.VIEW_TRAINING_RATE);
        Set<DivisionId> covered = new HashSet<>(jdbc.sql("select d.id from division d where " + Reach.covers("d.id"))
                .params(reach.parameters())
                .query((row, index) -> new DivisionId(row.getLong(1)))
                .list());
        var existing = divisions.existing(Times.today(clock));
        var units = new ArrayList<UnitRate>();
        var districts = new ArrayList<UnitRate>();
        for (var district : districts(reach, asOf)) {
            var rows = directory.of(district.id(), asOf);
            var byId = new HashMap<DivisionId, Division>();
            rows.forEach(row -> byId.put(row.division().id(), row.division()));
            for (var row : rows) {
                if (isCovered(row.division(), byId, covered, existing)) {
                    units.add(row);
                } else if (row.division().id().equals(district.id())) {
                    districts.add(row);
                }
            }
        }
        units.sort(Comparator.comparing(unit -> unit.division().code().value()));
        return new Overview(asOf, List.copyOf(units), List.copyOf(districts));
    }

    /**
     * The people behind a unit's figures, each once with one reason, in the order of unit and staff number.
     *
     * @throws NotFound when the unit is outside the reach, or above a district
     */
    @Transactional(readOnly = true)
    public List<TrainedPerson> people(DivisionId division, AsOf asOf) {
        access.require(Action.VIEW_TRAINED_PEOPLE, division);
        return people(division, asOf, TrainingRate::people);
    }

    /**
     * The people posted at the unit itself, without those of the units below, in the same order.
     *
     * @throws NotFound when the unit is outside the reach, or above a district
     */
    @Transactional(readOnly = true)
    public List<TrainedPerson> ownPeople(DivisionId division, AsOf asOf) {
        access.require(Action.VIEW_TRAINED_PEOPLE, division);
        return people(division, asOf, TrainingRate::ownPeople);
    }

    private List<TrainedPerson> people(
            DivisionId division, AsOf asOf, BiFunction<TrainingRate, DivisionId, List<Verdict>> which) {
        var district = districtOf(division, asOf).orElseThrow(() -> new NotFound("core.access.not-found"));
        var computed = directory.compute(district.id(), asOf);
        var codes = new HashMap<DivisionId, Division>();
        computed.divisions().forEach(unit -> codes.put(unit.id(), unit));
        var names = computed.names();
        return which.apply(computed.rate(), division).stream()
                .map(verdict -> {
                    var called = names.apply(verdict.person());
                    return new Placed(code(verdict, codes), TrainedPerson.of(verdict, called, codes));
                })
                .sorted(Placed.IN_ORDER)
                .map(Placed::person)
                .toList();
    }

    /** Whether the caller calls, prints and exports who misses what: for a link, never as a guard. */
    @NotDivisionScoped("answers what the caller may do somewhere, and reads nothing of a division")
    public boolean mayFollowUp() {
        return access.may(Action.FOLLOW_UP);
    }

    /** A unit that is no longer there today is within reach where the one above it is. */
    private static boolean isCovered(
            Division division, Map<DivisionId, Division> tree, Set<DivisionId> covered, Set<DivisionId> existing) {
        if (covered.contains(division.id())) {
            return true;
        }
        var parent = division.parent() == null ? null : tree.get(division.parent());
        return parent != null && !existing.contains(division.id()) && isCovered(parent, tree, covered, existing);
    }

    private List<Division> districts(Reach reach, AsOf asOf) {
        var found = new LinkedHashMap<DivisionId, Division>();
        for (var root : reach.roots()) {
            districtOf(root, asOf)
                    .map(Stream::of)
                    .orElseGet(() -> divisions.subtree(root, asOf.day()).stream()
                            .filter(division -> division.level() == Level.COUNTY))
                    .forEach(district -> found.put(district.id(), district));
        }
        return found.values().stream()
                .sorted(Comparator.comparing(district -> district.code().value()))
                .toList();
    }

    /** The district of a unit on the day, or today's for a unit that was not there yet. */
    private Optional<Division> districtOf(DivisionId division, AsOf asOf) {
        return divisions.districtOf(division, asOf.day()).or(() -> divisions.districtOf(division, Times.today(clock)));
    }

    /** Somebody with the code of the first unit of theirs. */
    private record Placed(String code, TrainedPerson person) {

        static final Comparator<Placed> IN_ORDER = Comparator.comparing(Placed::code)
                .thenComparing(placed -> placed.person().staffNumber());
    }

    private static String code(Verdict verdict, Map<DivisionId, Division> units) {
        var first = "";
        for (var posting : verdict.postings()) {
            var unit = units.get(posting.division());
            if (unit != null && (first.isEmpty() || unit.code().value().compareTo(first) < 0)) {
                first = unit.code().value();
            }
        }
        return first;
    }
}
