package cn.mingbai.courses.followup;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.Masks;
import cn.mingbai.core.spreadsheet.ExportFooter;
import cn.mingbai.core.spreadsheet.SheetTable;
import cn.mingbai.core.spreadsheet.SheetWriter;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** An officer's list of who misses what today. Phones are masked; showing them in full leaves a row in the audit trail. */
@Service
public class FollowUps {

    private final FollowUpDirectory directory;
    private final DivisionDirectory divisions;
    private final Access access;
    private final Audit audit;
    private final Texts texts;
    private final Clock clock;

    FollowUps(
            FollowUpDirectory directory,
            DivisionDirectory divisions,
            Access access,
            Audit audit,
            Texts texts,
            Clock clock) {
        this.directory = directory;
        this.divisions = divisions;
        this.access = access;
        this.audit = audit;
        this.texts = texts;
        this.clock = clock;
    }

    /**
     * The people of a unit and everything below it who miss something today, by unit and staff number, phones masked.
     *
     * @param overdueOnly only those who are late
     * @throws NotFound when the unit is outside the reach, or above a district
     */
    @Transactional(readOnly = true)
    public List<FollowUpLine> list(DivisionId unit, boolean overdueOnly) {
        access.require(Action.FOLLOW_UP, unit);
        return lines(unit, overdueOnly, Masks::phone);
    }

    /** The same with phones in full, to print; noted in the audit trail. */
    @Transactional
    public List<FollowUpLine> withPhones(DivisionId unit, boolean overdueOnly) {
        access.require(Action.FOLLOW_UP, unit);
        var lines = lines(unit, overdueOnly, UnaryOperator.identity());
        note("follow-up.print", unit, lines);
        return lines;
    }

    /** The same as .xlsx with phones in full; noted in the audit trail. */
    @Transactional
    public byte[] export(DivisionId unit, boolean overdueOnly, Locale locale) {
        access.require(Action.FOLLOW_UP, unit);
        var lines = lines(unit, overdueOnly, UnaryOperator.identity());
        note("follow-up.export", unit, lines);
        var name = divisions.get(unit, Times.today(clock)).name();
        var headings = List.of(
                        "courses.follow-up.town",
                        "courses.follow-up.unit",
                        "courses.follow-up.name",
                        "courses.follow-up.staff-number",
                        "courses.follow-up.duty",
                        "courses.follow-up.phone",
                        "courses.follow-up.missing",
                        "courses.follow-up.rechecks",
                        "courses.follow-up.due",
                        "courses.follow-up.overdue",
                        "courses.follow-up.remark")
                .stream()
                .map(key -> texts.get(locale, key))
                .toList();
        var table = new SheetTable(
                texts.get(locale, "courses.follow-up.sheet-title", name),
                headings,
                lines.stream().map(line -> row(line, locale)).toList(),
                ExportFooter.lines(
                        texts,
                        locale,
                        name,
                        AsOf.today(clock),
                        access.caller().name(),
                        List.of(texts.get(locale, "courses.follow-up.definition"))));
        return SheetWriter.xlsx(texts.get(locale, "courses.follow-up.sheet"), table);
    }

    private List<? extends @Nullable Object> row(FollowUpLine line, Locale locale) {
        return List.of(
                line.townName(),
                line.unitName(),
                line.name(),
                line.staffNumber(),
                duties(line, locale),
                line.phone(),
                titles(line, false, locale),
                titles(line, true, locale),
                line.due(),
                line.isOverdue() ? texts.get(locale, "courses.follow-up.yes") : "",
                line.isNew() ? texts.get(locale, "courses.follow-up.new") : "");
    }

    private String duties(FollowUpLine line, Locale locale) {
        return line.duties().stream()
                .map(Duty::name)
                .map(duty -> texts.get(locale, "core.duty." + duty))
                .collect(Collectors.joining(texts.get(locale, "courses.list-comma")));
    }

    private String titles(FollowUpLine line, boolean rechecks, Locale locale) {
        return line.todos().stream()
                .filter(todo -> todo.isRecheck() == rechecks)
                .map(todo -> texts.get(locale, "courses.follow-up.todo", todo.title(), todo.due()))
                .collect(Collectors.joining(texts.get(locale, "courses.list-semicolon")));
    }

    private List<FollowUpLine> lines(DivisionId unit, boolean overdueOnly, UnaryOperator<String> phone) {
        var district =
                divisions.districtOf(unit, Times.today(clock)).orElseThrow(() -> new NotFound("core.access.not-found"));
        var found = directory.lines(district.id(), unit).stream()
                .filter(line -> !overdueOnly || line.isOverdue())
                .toList();
        var phones = directory.phones(
                found.stream().map(line -> line.person().value()).toList());
        return found.stream()
                .map(line -> {
                    var known = phones.get(line.person().value());
                    return new FollowUpLine(
                            line.person(),
                            line.staffNumber(),
                            line.name(),
                            line.townName(),
                            line.unitName(),
                            line.duties(),
                            known == null ? "" : phone.apply(known),
                            line.isNew(),
                            line.todos());
                })
                .toList();
    }

    private void note(String what, DivisionId unit, List<FollowUpLine> lines) {
        audit.record(what, "division " + unit.value(), unit, lines.size() + " people with phones");
    }
}
