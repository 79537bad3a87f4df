package cn.mingbai.district.inspections;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.noticed.FlagWords;
import cn.mingbai.households.noticed.PurposiveDoors;
import cn.mingbai.households.visits.InformedDirectory;
import cn.mingbai.households.visits.Relation;
import cn.mingbai.print.RouteSheet;
import cn.mingbai.print.RouteSheetPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The sheet that inspectors take along on paper (入户单): the households drawn by village and group with what to ask and a
 * line for a signature, the replacements in their order, the families found absent, doors picked on purpose, the questions.
 */
@Service
public class RouteSheets {

    private static final Locale WORDS = Locale.SIMPLIFIED_CHINESE;
    private static final int BLANK_ROWS = 8;

    private final InspectionRows rows;
    private final InformedDirectory informed;
    private final PurposiveDoors purposive;
    private final AskedQuestions questions;
    private final Access access;
    private final Audit audit;
    private final Texts texts;
    private final Clock clock;

    RouteSheets(
            InspectionRows rows,
            InformedDirectory informed,
            PurposiveDoors purposive,
            AskedQuestions questions,
            Access access,
            Audit audit,
            Texts texts,
            Clock clock) {
        this.rows = rows;
        this.informed = informed;
        this.purposive = purposive;
        this.questions = questions;
        this.access = access;
        this.audit = audit;
        this.texts = texts;
        this.clock = clock;
    }

    /** A file that was printed. */
    public record Printed(String name, byte[] pdf) {}

    /**
     * The route sheet of an inspection whose unit lies within reach; leaves an audit row.
     *
     * @throws NotFound when there is none within reach
     * @throws Conflict when it is not drawn yet, or is of training
     */
    @Transactional
    public Printed print(InspectionId id) {
        var inspection =
                rows.seen(id, access.require(Action.INSPECT)).orElseThrow(() -> new NotFound("core.access.not-found"));
        access.require(Action.INSPECT, inspection.unit().id());
        if (inspection.draw() == null || !inspection.preset().ofHouseholds()) {
            throw new Conflict("district.inspection.not-drawn-yet");
        }
        var today = Times.today(clock);
        var items = rows.items(id);
        var known = informed.of(items.stream().map(InspectionItem::household).toList(), today);
        var byHousehold = items.stream().collect(Collectors.toMap(InspectionItem::household, Function.identity()));
        var due = rows.route(id).stream()
                .map(byHousehold::get)
                .filter(Objects::nonNull)
                .filter(InspectionItem::due)
                .toList();
        var tables = new ArrayList<RouteSheet.Table>();
        tables.add(new RouteSheet.Table("", columns(), parts(due, known, today), 0, false));
        tables.add(replacements(items, known, today));
        tables.add(absent(due, known));
        var doors = purposive.within(inspection.unit().id());
        var villages = items.stream().map(InspectionItem::village).collect(Collectors.toSet());
        tables.add(onPurpose(
                doors.stream().filter(door -> villages.contains(door.village())).toList()));
        var sheet = new RouteSheet(
                word("title", inspection.title()),
                List.of(
                        word(
                                "lead",
                                inspection.reference(),
                                inspection.day(),
                                Times.dayOf(inspection.draw().at()),
                                due.size()),
                        word("lead-people", names(inspection, true), names(inspection, false))),
                tables,
                List.of(asked(today)),
                List.of(word("note-1"), word("note-2", today)));
        var out = new ByteArrayOutputStream();
        try {
            RouteSheetPrinter.write(sheet, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        audit.record(
                "inspection.print", Inspections.subject(id), inspection.unit().id(), due.size() + " doors, masked");
        return new Printed(inspection.reference() + ".pdf", out.toByteArray());
    }

    private static String names(Inspection inspection, boolean leads) {
        return inspection.inspectors().stream()
                .filter(each -> each.leads() || !leads)
                .map(Inspection.Inspector::name)
                .collect(Collectors.joining("、"));
    }

    private List<RouteSheet.Column> columns() {
        return List.of(
                new RouteSheet.Column(word("place"), 14),
                new RouteSheet.Column(word("number"), 26),
                new RouteSheet.Column(word("head"), 18),
                new RouteSheet.Column(word("found"), 36, boxes("found-boxes")),
                new RouteSheet.Column(word("spoke"), 36, boxes("spoke-boxes")),
                new RouteSheet.Column(word("sheet"), 15, boxes("yes-no")),
                new RouteSheet.Column(word("informed"), 16),
                new RouteSheet.Column(word("matches"), 15, boxes("yes-no")),
                new RouteSheet.Column(word("questions"), 17),
                new RouteSheet.Column(word("answers"), 23, List.of("0", "1", "2", "3")),
                new RouteSheet.Column(word("phone"), 15, boxes("yes-no")),
                new RouteSheet.Column(word("satisfied"), 26, boxes("satisfied-boxes")),
                new RouteSheet.Column(word("unlisted"), 12),
                new RouteSheet.Column(word("signature"), 28),
                new RouteSheet.Column(word("problem"), 30));
    }

    private List<String> boxes(String key) {
        return Arrays.asList(word(key).split("\\|"));
    }

    private List<RouteSheet.Part> parts(
            List<InspectionItem> items, Map<HouseholdId, InformedDirectory.Known> known, LocalDate today) {
        var groups = new LinkedHashMap<String, List<List<String>>>();
        for (var item : items) {
            groups.computeIfAbsent(group(item), key -> new ArrayList<>()).add(row(item, known, today));
        }
        return groups.entrySet().stream()
                .map(group -> new RouteSheet.Part(
                        word("group", group.getKey(), group.getValue().size()), group.getValue()))
                .toList();
    }

    private static String group(InspectionItem item) {
        return (item.villageName() + " " + item.group()).strip();
    }

    private List<String> row(InspectionItem item, Map<HouseholdId, InformedDirectory.Known> known, LocalDate today) {
        var its = known.get(item.household());
        return List.of(
                place(item),
                item.number(),
                its == null ? "" : its.maskedHead(),
                "",
                "",
                "",
                its == null ? "" : relation(its.informed()),
                "",
                questions.of(item.household().value(), today).stream()
                        .map(AskedQuestions.Asked::number)
                        .sorted()
                        .map(String::valueOf)
                        .collect(Collectors.joining("、")),
                "",
                "",
                "",
                "",
                "",
                item.finding() == null
                        ? ""
                        : word(
                                "recorded",
                                texts.get(
                                        WORDS,
                                        "district.inspection.outcome."
                                                + item.finding().outcome())));
    }

    private String relation(@Nullable Relation relation) {
        return relation == null ? word("nobody") : texts.get(WORDS, relation.key());
    }

    private String place(InspectionItem item) {
        var part = item.part().startsWith("reported") ? "reported" : "unreported";
        return word(item.replacement() ? "place-replacement-" + part : "place-" + part, item.place());
    }

    /** Those that nobody needs yet, in the order of the draw. */
    private RouteSheet.Table replacements(
            List<InspectionItem> items, Map<HouseholdId, InformedDirectory.Known> known, LocalDate today) {
        var parts = new LinkedHashMap<String, List<List<String>>>();
        for (var item : items) {
            if (item.replacement() && !item.due()) {
                var row = new ArrayList<>(row(item, known, today));
                row.set(row.size() - 1, group(item));
                parts.computeIfAbsent(item.part(), key -> new ArrayList<>()).add(row);
            }
        }
        return new RouteSheet.Table(
                word("replacements"),
                columns(),
                parts.entrySet().stream()
                        .map(part -> new RouteSheet.Part(partName(part.getKey()), part.getValue()))
                        .toList(),
                0,
                true);
    }

    private String partName(String part) {
        return part.startsWith("reported-")
                ? texts.get(WORDS, "district.inspection.part.town", part.substring("reported-".length()))
                : texts.get(WORDS, "district.inspection.part." + part);
    }

    private RouteSheet.Table absent(List<InspectionItem> due, Map<HouseholdId, InformedDirectory.Known> known) {
        var found = due.stream()
                .filter(item ->
                        item.finding() != null && !item.finding().outcome().answered())
                .map(item -> {
                    var its = known.get(item.household());
                    return List.of(
                            place(item),
                            item.number(),
                            its == null ? "" : its.maskedHead(),
                            group(item),
                            item.finding().day() + " "
                                    + texts.get(
                                            WORDS,
                                            "district.inspection.outcome."
                                                    + item.finding().outcome()),
                            "",
                            "",
                            "");
                })
                .toList();
        return new RouteSheet.Table(
                word("absent"),
                List.of(
                        new RouteSheet.Column(word("place"), 14),
                        new RouteSheet.Column(word("number"), 26),
                        new RouteSheet.Column(word("head"), 20),
                        new RouteSheet.Column(word("where"), 40),
                        new RouteSheet.Column(word("first-time"), 48),
                        new RouteSheet.Column(word("second-time"), 48),
                        new RouteSheet.Column(word("witness"), 46),
                        new RouteSheet.Column(word("replaced-by"), 26)),
                List.of(new RouteSheet.Part("", found)),
                BLANK_ROWS,
                true);
    }

    private RouteSheet.Table onPurpose(List<PurposiveDoors.Door> doors) {
        return new RouteSheet.Table(
                word("on-purpose"),
                List.of(
                        new RouteSheet.Column(word("number"), 26),
                        new RouteSheet.Column(word("head"), 20),
                        new RouteSheet.Column(word("where"), 40),
                        new RouteSheet.Column(word("seen"), 110),
                        new RouteSheet.Column(word("looked-at"), 80)),
                List.of(new RouteSheet.Part(
                        "",
                        doors.stream()
                                .map(door -> List.of(
                                        door.number(),
                                        door.maskedHead(),
                                        (door.villageName() + " " + door.group()).strip(),
                                        door.reasons().stream()
                                                .map(reason -> FlagWords.of(
                                                        texts,
                                                        WORDS,
                                                        reason.why(),
                                                        reason.number(),
                                                        reason.from(),
                                                        reason.to()))
                                                .collect(Collectors.joining("；")),
                                        ""))
                                .toList())),
                0,
                true);
    }

    private List<String> asked(LocalDate today) {
        var lines = new ArrayList<String>();
        lines.add(word("ask-title"));
        lines.addAll(Arrays.asList(word("ask-lines").split("\\|")));
        var all = questions.all(today);
        if (!all.isEmpty()) {
            lines.add(word("ask-three"));
            all.forEach(asked -> lines.add(word("ask-one", asked.number(), asked.stem(), asked.answer())));
        }
        return lines;
    }

    private String word(String key, Object... arguments) {
        return texts.get(WORDS, "district.inspection.route." + key, arguments);
    }
}
