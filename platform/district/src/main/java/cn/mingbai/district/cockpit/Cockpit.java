package cn.mingbai.district.cockpit;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.AsOfPicker;
import cn.mingbai.district.cockpit.Desk.Kind;
import cn.mingbai.district.cockpit.Desk.Left;
import cn.mingbai.district.figures.DistrictFigures;
import cn.mingbai.district.figures.UnitFigures;
import cn.mingbai.district.figures.UnitPage;
import cn.mingbai.households.devices.SilentPhones;
import cn.mingbai.materials.boards.BoardDirectory;
import cn.mingbai.materials.boards.BoardFigures;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * One unit within the caller's reach with what is left to do there. The figures are {@link DistrictFigures}', the boards
 * and phones their modules'; nothing is counted here.
 */
@Service
public class Cockpit {

    private final DistrictFigures figures;
    private final BoardDirectory boards;
    private final SilentPhones phones;
    private final Access access;
    private final Clock clock;

    Cockpit(DistrictFigures figures, BoardDirectory boards, SilentPhones phones, Access access, Clock clock) {
        this.figures = figures;
        this.boards = boards;
        this.phones = phones;
        this.access = access;
        this.clock = clock;
    }

    /**
     * The desk of one unit.
     *
     * @param unit the unit to open; null for where the caller begins: the own district, or the only unit within reach
     * @throws cn.mingbai.core.error.NotFound when the unit is outside the reach
     */
    @Transactional(readOnly = true)
    public Desk of(@Nullable DivisionId unit, AsOf asOf) {
        access.require(Action.VIEW_TRAINING_RATE);
        access.require(Action.VIEW_COVERAGE);
        access.require(Action.VIEW_BOARDS);
        var page = figures.unit(unit, asOf);
        var whole = page.unit();
        if (unit == null
                && whole != null
                && whole.districtTotal()
                && page.below().size() == 1) {
            var only = page.below().getFirst().division().id();
            return desk(figures.unit(only, asOf), whole, asOf);
        }
        return desk(page, null, asOf);
    }

    private Desk desk(UnitPage page, @Nullable UnitFigures total, AsOf asOf) {
        // Of a district of which the caller reaches a part, only the part is the caller's to do.
        var own = page.unit() == null || page.unit().districtTotal() ? page.below() : List.of(page.unit());
        var standing = own.stream()
                .map(line -> BoardFigures.of(boards.of(line.division().id(), asOf)))
                .reduce(BoardFigures.NONE, BoardFigures::plus);
        return new Desk(page, total, standing, left(page, own, standing, asOf));
    }

    private List<Left> left(UnitPage page, List<UnitFigures> own, BoardFigures standing, AsOf asOf) {
        var one = own.size() == 1 ? own.getFirst() : null;
        var today = asOf.day().equals(Times.today(clock));
        var left = new ArrayList<Left>();
        add(left, Kind.WORKERS, sum(own, UnitFigures::villagesWithoutWorker), workers(one));
        add(left, Kind.LEDGERS, withoutLedger(page, one), access.may(Action.EDIT_LEDGER) ? "households-import" : "");
        add(
                left,
                Kind.HOUSEHOLDS,
                sum(own, line -> line.coverage().reached().left()),
                one == null || one.division().level() == Level.COUNTY
                        ? address("coverage", asOf)
                        : address("coverage/" + id(one), asOf));
        var overdue = sum(own, line -> line.training().overdue());
        add(left, Kind.OVERDUE, overdue, people(one, "OVERDUE", today, asOf));
        add(
                left,
                Kind.PEOPLE,
                sum(own, line -> line.training().byRule().left()) - overdue,
                people(one, "OPEN", today, asOf));
        var ofBoards = one == null ? "boards" : "boards/" + id(one);
        var days = query(asOf);
        add(left, Kind.BOARDS, standing.left(), ofBoards + "?left" + (days.isEmpty() ? "" : "&" + days));
        if (today && access.may(Action.EDIT_PEOPLE)) {
            silent(left, one);
        }
        return List.copyOf(left);
    }

    private static void add(List<Left> left, Kind kind, long count, String path) {
        if (count > 0) {
            left.add(new Left(kind, count, path));
        }
    }

    private static long sum(List<UnitFigures> lines, ToLongFunction<UnitFigures> of) {
        return lines.stream().mapToLong(of).sum();
    }

    // Of villages that are shown: of a district's, the home page tells.
    private static long withoutLedger(UnitPage page, @Nullable UnitFigures one) {
        var villages = one != null && one.division().level() == Level.VILLAGE ? List.of(one) : page.below();
        return villages.stream()
                .filter(line -> line.division().level() == Level.VILLAGE
                        && line.coverage().ledger() == 0)
                .count();
    }

    private String workers(@Nullable UnitFigures one) {
        if (!access.may(Action.EDIT_LEDGER)) {
            return "";
        }
        if (one == null || one.division().level() == Level.COUNTY) {
            return "outreach?show=open";
        }
        return one.division().level() == Level.VILLAGE ? "outreach/" + id(one) : "outreach?show=open&town=" + id(one);
    }

    // Who calls them does so today; a past day, and whoever only looks, sees the list of names.
    private String people(@Nullable UnitFigures one, String group, boolean today, AsOf asOf) {
        if (one == null) {
            return address("training-rate", asOf);
        }
        if (today && access.may(Action.FOLLOW_UP)) {
            return "follow-up?unit=" + id(one);
        }
        var days = query(asOf);
        return "training-rate/" + id(one) + "?" + (days.isEmpty() ? "" : days + "&") + "show=" + group + "#people";
    }

    private void silent(List<Left> left, @Nullable UnitFigures one) {
        var reach = access.require(Action.EDIT_PEOPLE);
        if (one == null) {
            add(left, Kind.PHONES, phones.count(reach), "phones?show=silent");
        } else if (access.covers(reach, one.division().id())) {
            add(
                    left,
                    Kind.PHONES,
                    phones.count(one.division().id()),
                    one.division().level() == Level.COUNTY
                            ? "phones?show=silent"
                            : "phones?show=silent&unit=" + id(one));
        }
    }

    private static long id(UnitFigures line) {
        return line.division().id().value();
    }

    private String address(String path, AsOf asOf) {
        var days = query(asOf);
        return days.isEmpty() ? path : path + "?" + days;
    }

    private String query(AsOf asOf) {
        return AsOfPicker.parameters(asOf, Times.today(clock)).getQueryString();
    }
}
