package cn.mingbai.materials.texts;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.approval.Approval;
import cn.mingbai.core.approval.Approvals;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.policy.PolicyDirectory;
import cn.mingbai.core.time.Times;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where officers write what is printed. Nothing is printed before a second person has approved it, and an approved version
 * is never changed: a new text is a further version with a day from which it is in force.
 */
@Service
public class TextDesk {

    private static final String COMMON = "texts belong to no division";
    private static final int DAYS_AHEAD = 366;
    private static final int SOURCES = 200;
    private static final int SOURCE_LENGTH = 40;

    private final TextRows rows;
    private final TextRules rules;
    private final TextDrawing drawing;
    private final LeafletValues values;
    private final Divisions divisions;
    private final PolicyDirectory policy;
    private final Approvals approvals;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    TextDesk(
            TextRows rows,
            TextRules rules,
            TextDrawing drawing,
            LeafletValues values,
            Divisions divisions,
            PolicyDirectory policy,
            Approvals approvals,
            Access access,
            Audit audit,
            Clock clock) {
        this.rows = rows;
        this.rules = rules;
        this.drawing = drawing;
        this.values = values;
        this.divisions = divisions;
        this.policy = policy;
        this.approvals = approvals;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /** What an editor may choose from: names by codes; placeholders by their keys. */
    public record Choices(Map<String, String> points, Map<String, String> ruleLayers, List<String> placeholders) {}

    /**
     * What is in work on a text.
     *
     * @param source the draft; without one, the latest version to begin from
     * @param isDraft whether there is a draft
     * @param revision the draft's revision, 0 without one
     * @param isShipped whether the draft came with the software and nobody has changed it
     * @param saver who saved it last; empty when nobody has
     * @param note what the second person said who sent it back; empty when nothing
     * @param waiting what waits for a second person, or null
     * @param before the latest version as it reads, or null before the first one
     * @param latest its number, 0 before the first one
     */
    public record InWork(
            TextCode code,
            TextSource source,
            boolean isDraft,
            int revision,
            boolean isShipped,
            String saver,
            @Nullable Instant savedAt,
            String note,
            @Nullable Waiting waiting,
            @Nullable PolicyText before,
            int latest) {}

    /**
     * A proposal that waits.
     *
     * @param isWithdrawal whether the version in force is to be taken out
     * @param from the first day in force, or the first day no longer
     */
    public record Waiting(boolean isWithdrawal, LocalDate from, String reason) {}

    /** What there is to choose from while writing. */
    @Transactional(readOnly = true)
    @NotDivisionScoped(COMMON)
    public Choices choices() {
        access.require(Action.EDIT_TEXTS);
        var layers = new LinkedHashMap<String, String>();
        policy.versions().reversed().forEach(version -> layers.put(version.code(), version.name()));
        return new Choices(policy.pointNames(), layers, Placeholders.all());
    }

    /** What is in work on a text. */
    @Transactional(readOnly = true)
    @NotDivisionScoped(COMMON)
    public InWork inWork(TextCode code) {
        access.require(Action.EDIT_TEXTS);
        var latest = rows.latest(code).orElse(null);
        var draft = rows.draft(code).orElse(null);
        var source = draft != null
                ? draft.source()
                : latest != null ? latest.source() : new TextSource("", "", List.of(), List.of(), "");
        return new InWork(
                code,
                source,
                draft != null,
                draft == null ? 0 : draft.revision(),
                draft != null && !draft.isEdited(),
                draft == null ? "" : draft.saver(),
                draft == null ? null : draft.savedAt(),
                draft == null ? "" : draft.note(),
                waiting(code),
                latest == null
                        ? null
                        : TextReader.read(code, latest.source(), latest.number())
                                .text(),
                latest == null ? 0 : latest.number());
    }

    /**
     * What in a text is to be mended before it can be sent to a second person, line by line, and what changed against the
     * latest version as far as its parts can be told apart.
     */
    @Transactional(readOnly = true)
    @NotDivisionScoped(COMMON)
    public Check check(TextCode code, TextSource typed) {
        access.require(Action.EDIT_TEXTS);
        var source = typed.tidied();
        var latest = rows.latest(code).orElse(null);
        var text = TextReader.read(code, source, latest == null ? 1 : latest.number() + 1)
                .text();
        var before = latest == null
                ? null
                : TextReader.read(code, latest.source(), latest.number()).text();
        var changes = text == null || before == null
                ? new TextChanges(List.of())
                : TextChanges.between(before.all(), text.all());
        return new Check(rules.faults(code, source), changes, text == null ? 0 : SpokenScript.length(text.spoken()));
    }

    /** What {@link #check} found; {@code spoken} is how many characters are read out. */
    public record Check(List<TextFault> faults, TextChanges changes, int spoken) {}

    /**
     * Draws what is typed, with a village's values of today; missing ones are marked.
     *
     * @param out where the file goes; stays open
     * @throws NotFound when the village is out of reach
     * @throws RuleViolation when it cannot be drawn; one sentence says why
     */
    public void preview(TextCode code, TextSource typed, TextUse use, DivisionId village, OutputStream out) {
        access.require(Action.EDIT_TEXTS, village);
        var day = Times.today(clock);
        var source = typed.tidied();
        var text = TextReader.read(code, source, rows.latestNumber(code) + 1).text();
        if (text == null || !TextUse.of(code).contains(use)) {
            throw new RuleViolation("materials.text.no-preview");
        }
        drawing.draw(use, text, values.forPrint(village, day), day, "", out);
    }

    /**
     * Keeps what is typed as the draft. It may still have faults.
     *
     * @param revision the draft's revision when it was opened, 0 without a draft
     * @return the revision now
     * @throws RuleViolation when it is too long to be kept
     * @throws Conflict when somebody else has saved meanwhile, or it waits for a second person
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    @NotDivisionScoped(COMMON)
    public int save(TextCode code, TextSource typed, int revision) {
        access.require(Action.EDIT_TEXTS);
        var source = typed.tidied();
        requireKeepable(source);
        rows.lock(code);
        requireNothingWaits(code);
        var draft = rows.draft(code).orElse(null);
        if (revision != (draft == null ? 0 : draft.revision())) {
            throw new Conflict("materials.text.saved-meanwhile");
        }
        var latest = rows.latest(code).orElse(null);
        var base = latest == null ? 0 : latest.number();
        if (draft == null && latest != null && source.equals(latest.source())) {
            throw new RuleViolation("materials.text.nothing-changed");
        }
        if (draft != null && source.equals(draft.source()) && draft.base() == base) {
            return draft.revision();
        }
        rows.putDraft(
                code,
                base,
                revision + 1,
                source,
                draft == null ? null : draft.origin(),
                draft == null ? "" : draft.note(),
                access.caller().person());
        audit.record("text.save", "text " + code.code(), null, "draft of version " + (base + 1));
        return revision + 1;
    }

    /**
     * Throws the draft away.
     *
     * @throws NotFound when there is none
     * @throws Conflict when it waits for a second person
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    @NotDivisionScoped(COMMON)
    public void discard(TextCode code) {
        access.require(Action.EDIT_TEXTS);
        rows.lock(code);
        requireNothingWaits(code);
        rows.draft(code).orElseThrow(() -> new NotFound("materials.text.no-draft"));
        rows.deleteDraft(code);
        audit.record("text.discard", "text " + code.code(), null, "draft");
    }

    /**
     * Begins a draft with the words of an earlier version.
     *
     * @throws NotFound when there is no such version
     * @throws Conflict when there is a draft already
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    @NotDivisionScoped(COMMON)
    public void beginFrom(TextCode code, int number) {
        access.require(Action.EDIT_TEXTS);
        rows.lock(code);
        if (rows.draft(code).isPresent()) {
            throw new Conflict("materials.text.draft-already");
        }
        var versions = rows.versions(code);
        var version = versions.stream()
                .filter(one -> one.number() == number)
                .findFirst()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        rows.putDraft(
                code,
                versions.getFirst().number(),
                1,
                version.source(),
                null,
                "",
                access.caller().person());
        audit.record("text.save", "text " + code.code(), null, "draft with the words of version " + number);
    }

    /**
     * Sends the draft to a second person.
     *
     * @param from the first day on which it is to be in force, today to a year ahead
     * @param reason what it is for, 1..500 characters
     * @throws NotFound when there is no draft
     * @throws RuleViolation when it has a fault, does not fit what it is printed as, or the day is not possible
     * @throws Conflict when something waits already, or a version came meanwhile
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    @NotDivisionScoped(COMMON)
    public void submit(TextCode code, LocalDate from, String reason) {
        var reach = access.require(Action.EDIT_TEXTS);
        rows.lock(code);
        var draft = rows.draft(code).orElseThrow(() -> new NotFound("materials.text.no-draft"));
        requireDay(from);
        rules.requireSound(code, draft.source());
        if (rows.latestNumber(code) != draft.base()) {
            throw new Conflict("materials.text.changed-below");
        }
        requireRoom(code, draft.source());
        var proposal = new TextProposal(
                TextProposal.What.BRING_IN,
                code,
                draft.source().title(),
                HexFormat.of().formatHex(draft.hash()),
                from);
        var me = access.caller().person();
        // The second person is somebody else than the one who wrote it, also when a third one sends it.
        approvals.propose(
                TextProposal.KIND,
                reach.roots().iterator().next(),
                TextProposal.subject(code),
                me.equals(draft.savedBy()) ? null : draft.savedBy(),
                proposal.written(),
                reason);
        rows.note(code, "");
    }

    /**
     * Asks a second person to withdraw a text: from that day on no version of it is in force and nothing is printed.
     *
     * @param from the first day on which it is no longer in force, today to a year ahead
     * @throws RuleViolation when no version is in force, or the day is not possible
     * @throws Conflict when something waits already
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    @NotDivisionScoped(COMMON)
    public void withdraw(TextCode code, LocalDate from, String reason) {
        var reach = access.require(Action.EDIT_TEXTS);
        rows.lock(code);
        requireDay(from);
        var current = rows.inForce(code, from).orElseThrow(() -> new RuleViolation("materials.text.none-in-force"));
        var proposal = new TextProposal(
                TextProposal.What.WITHDRAW, code, current.source().title(), "", from);
        approvals.propose(
                TextProposal.KIND,
                reach.roots().iterator().next(),
                TextProposal.subject(code),
                null,
                proposal.written(),
                reason);
    }

    private @Nullable Waiting waiting(TextCode code) {
        return approvals
                .open(TextProposal.KIND, TextProposal.subject(code))
                .map(TextDesk::waiting)
                .orElse(null);
    }

    private static Waiting waiting(Approval approval) {
        var proposal = TextProposal.read(approval.payload());
        return new Waiting(proposal.what() == TextProposal.What.WITHDRAW, proposal.from(), approval.reason());
    }

    private void requireNothingWaits(TextCode code) {
        if (waiting(code) != null) {
            throw new Conflict("materials.text.in-review");
        }
    }

    private void requireDay(LocalDate from) {
        var today = Times.today(clock);
        if (from.isBefore(today) || from.isAfter(today.plusDays(DAYS_AHEAD))) {
            throw new RuleViolation("materials.text.day");
        }
    }

    /** With the values of one village: whether others have room is checked before each print. */
    private void requireRoom(TextCode code, TextSource source) {
        var day = Times.today(clock);
        var text = TextReader.read(code, source, 1).whole();
        divisions.reachable(Action.EDIT_TEXTS, Level.VILLAGE).stream()
                .findFirst()
                .ifPresent(village -> TextUse.of(code)
                        .forEach(use -> drawing.draw(
                                use,
                                text,
                                values.forPrint(village.id(), day),
                                day,
                                "",
                                OutputStream.nullOutputStream())));
    }

    private static void requireKeepable(TextSource source) {
        if (source.body().length() > TextReader.BODY_LENGTH) {
            throw new RuleViolation("materials.text.fault.too-long", TextReader.BODY_LENGTH);
        }
        if (source.title().isBlank() || source.title().length() > TextReader.TITLE_LENGTH) {
            throw new RuleViolation("materials.text.fault.title", TextReader.TITLE_LENGTH);
        }
        var lists = new ArrayList<>(source.sources());
        lists.addAll(source.points());
        if (source.ruleLayer().length() > 20
                || lists.size() > SOURCES
                || lists.stream()
                        .anyMatch(one -> one.isBlank() || one.length() > SOURCE_LENGTH || one.contains("\n"))) {
            throw new RuleViolation("materials.text.sources-too-many");
        }
    }
}
