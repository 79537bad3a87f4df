package cn.mingbai.materials.villagelists;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.coverage.Coverage;
import cn.mingbai.households.coverage.rule.Kind;
import cn.mingbai.households.visits.Relation;
import cn.mingbai.households.visits.VisitOutcome;
import cn.mingbai.print.VillageList;
import cn.mingbai.print.VillageListPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Prints the doors of a village in group order, with boxes to tick, for the round on foot. Names stand masked, as
 * everywhere: the sheet may be lost, and group and number find the door.
 */
@Service
public class VillageLists {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;
    private static final int PAGE = 500;

    private final Coverage coverage;
    private final DivisionDirectory divisions;
    private final Texts texts;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    VillageLists(Coverage coverage, DivisionDirectory divisions, Texts texts, Access access, Audit audit, Clock clock) {
        this.coverage = coverage;
        this.divisions = divisions;
        this.texts = texts;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /** A list as PDF, with the name of its file. */
    public record Printed(String name, byte[] pdf) {}

    /**
     * The list of a village today; leaves an audit row.
     *
     * @param onlyLeft those that are due and not reached, instead of all that are due
     * @throws Conflict when there is none
     */
    @Transactional
    public Printed print(DivisionId village, boolean onlyLeft) {
        access.require(Action.ENTER_PAPER, village);
        var today = Times.today(clock);
        var doors = new ArrayList<Coverage.Door>();
        for (var offset = 0; ; offset += PAGE) {
            var page = coverage.doors(
                    village,
                    AsOf.today(clock),
                    Coverage.Boundaries.AS_IT_WAS,
                    onlyLeft ? null : Kind.DUE,
                    offset,
                    PAGE);
            doors.addAll(page.doors());
            if (page.doors().size() < PAGE) {
                break;
            }
        }
        if (doors.isEmpty()) {
            throw new Conflict("materials.village-list.none");
        }
        var name = divisions.get(village, today).name();
        var groups = new LinkedHashMap<String, List<VillageList.Door>>();
        for (var door : doors) {
            groups.computeIfAbsent(door.group(), key -> new ArrayList<>())
                    .add(new VillageList.Door(door.number(), door.maskedHead(), known(door)));
        }
        var title = word(onlyLeft ? "materials.village-list.title-left" : "materials.village-list.title", name);
        var list = new VillageList(
                title,
                List.of(word("materials.village-list.lead", today, doors.size())),
                List.of(word("materials.village-list.headings").split("\\|")),
                groups.entrySet().stream()
                        .map(entry -> new VillageList.Group(
                                entry.getKey().isEmpty() ? word("materials.village-list.no-group") : entry.getKey(),
                                entry.getValue()))
                        .toList(),
                VisitOutcome.values().length,
                Relation.values().length,
                List.of(
                        word(
                                "materials.village-list.outcomes",
                                numbered(Arrays.stream(VisitOutcome.values())
                                        .map(each -> "households.outcome." + each)
                                        .toList())),
                        word(
                                "materials.village-list.members",
                                numbered(Arrays.stream(Relation.values())
                                        .map(Relation::key)
                                        .toList())),
                        word("materials.village-list.note")));
        var out = new ByteArrayOutputStream();
        try {
            VillageListPrinter.write(list, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        audit.record(
                "list.print",
                "division " + village.value(),
                village,
                doors.size() + " doors, masked" + (onlyLeft ? ", those left" : ""));
        return new Printed(title + " " + today + ".pdf", out.toByteArray());
    }

    private String known(Coverage.Door door) {
        return door.lastOutcome() == null
                ? word("households.state." + door.state())
                : door.lastDay() + " " + word("households.outcome." + door.lastOutcome());
    }

    private String numbered(List<String> keys) {
        return IntStream.range(0, keys.size())
                .mapToObj(i -> (i + 1) + " " + word(keys.get(i)))
                .collect(Collectors.joining("；"));
    }

    private String word(String key, Object... arguments) {
        return texts.get(CHINESE, key, arguments);
    }
}
