package cn.mingbai.district.inspections;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.ledgers.LedgerFiles;
import cn.mingbai.core.ledgers.LedgerFormat;
import cn.mingbai.core.ledgers.MadeLedger;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.district.inspections.InspectionPlan.PlannedPart;
import cn.mingbai.households.ledger.Writes;
import cn.mingbai.households.noticed.PurposiveDoors;
import cn.mingbai.proof.bounds.Part;
import cn.mingbai.proof.bounds.PartsBound;
import cn.mingbai.proof.bounds.Plans;
import cn.mingbai.proof.draws.Commitment;
import cn.mingbai.proof.draws.Draw;
import cn.mingbai.proof.draws.Numbers;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Inspections of what is reported as reached: plan, frozen list, two numbers, draw, findings, and what they prove.
 *
 * @see "ADR 0037"
 */
@Service
public class Inspections {

    /** The longest title, in characters. */
    static final int TITLE_LENGTH = 80;

    private static final List<BigDecimal> SHARES =
            List.of(new BigDecimal("0.90"), new BigDecimal("0.95"), new BigDecimal("0.98"), new BigDecimal("0.99"));

    private final InspectionFrames frames;
    private final InspectionRows rows;
    private final CallBackRows callBacks;
    private final FindingBook book;
    private final CheckedMembers members;
    private final PurposiveDoors purposive;
    private final InspectionLedgers ledgers;
    private final LedgerFiles files;
    private final Texts texts;
    private final InspectionWords words;
    private final Writes writes;
    private final Access access;
    private final Audit audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Inspections(
            InspectionFrames frames,
            InspectionRows rows,
            CallBackRows callBacks,
            FindingBook book,
            CheckedMembers members,
            PurposiveDoors purposive,
            InspectionLedgers ledgers,
            LedgerFiles files,
            Texts texts,
            InspectionWords words,
            Writes writes,
            Access access,
            Audit audit,
            Clock clock) {
        this.frames = frames;
        this.rows = rows;
        this.callBacks = callBacks;
        this.book = book;
        this.members = members;
        this.purposive = purposive;
        this.ledgers = ledgers;
        this.files = files;
        this.texts = texts;
        this.words = words;
        this.writes = writes;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * How many households the preset would check here, by today's reports.
     *
     * @throws RuleViolation when the units do not fit the preset, or nobody is due
     */
    @Transactional(readOnly = true)
    public Suggestion suggest(Preset preset, List<DivisionId> units) {
        requireUnits(units);
        return frames.suggestion(preset, units, AsOf.today(clock));
    }

    /**
     * How many households a draft checks and what each result would prove, by today's reports; nothing is kept.
     *
     * @throws RuleViolation when the units do not fit the preset, nobody is due, or more are to be checked than there are
     */
    @Transactional(readOnly = true)
    public InspectionPlan plan(InspectionDraft draft) {
        requireUnits(draft.units());
        var frame = frames.of(draft, AsOf.today(clock));
        var reported = frame.parts().stream().filter(PlannedPart::reported).toList();
        var inAll = reported.stream().mapToInt(PlannedPart::households).sum();
        return new InspectionPlan(
                frame.parts(),
                draft.reported() == 0 ? List.of() : proofs(reported),
                inAll == 0 || reported.size() > 1
                        ? List.of()
                        : SHARES.stream()
                                .flatMap(share -> Plans.toProve(inAll, share, 0, InspectionFrames.ALPHA).stream()
                                        .mapToObj(check -> new InspectionPlan.Needed(share, check)))
                                .toList(),
                frame.acceptance().orElse(null));
    }

    // Where several parts are checked, the missed ones are taken to lie in the largest.
    private static List<InspectionPlan.Proof> proofs(List<PlannedPart> reported) {
        var largest = reported.stream()
                .max(java.util.Comparator.comparingInt(PlannedPart::check))
                .orElseThrow();
        return IntStream.rangeClosed(0, Math.min(3, largest.check()))
                .mapToObj(missed -> new InspectionPlan.Proof(
                        missed,
                        PartsBound.of(
                                reported.stream()
                                        .map(part -> new Part(
                                                part.households(), part.check(), part.equals(largest) ? missed : 0))
                                        .toList(),
                                InspectionFrames.ALPHA)))
                .toList();
    }

    /**
     * Freezes the list of a draft: which households, and how many are drawn. Nothing of it changes afterwards.
     *
     * @throws RuleViolation as {@link #plan}, or when the title is empty or too long
     */
    public InspectionId freeze(InspectionDraft draft) {
        requireUnits(draft.units());
        var title = text("district.inspection.title-form", draft.title(), TITLE_LENGTH, false);
        return writes.inTransaction(() -> {
            if (draft.follows() != null) {
                requireFailed(draft.follows(), draft);
            }
            var now = clock.instant();
            var asOf = AsOf.today(clock);
            var frame = frames.of(draft, asOf);
            access.require(Action.INSPECT, frame.unit().id());
            var id = rows.next();
            var list = frame.list(asOf.day() + "-" + id.value());
            var by = access.caller().person();
            rows.freeze(id, draft, frame, list, asOf.day(), now, by);
            callBacks.freeze(id, frame.people());
            rows.assign(id, by, List.of(by), now, by);
            audit.record(
                    "inspection.freeze",
                    subject(id),
                    frame.unit().id(),
                    title + ": " + draft.preset() + ", "
                            + frame.parts().stream()
                                    .map(part -> part.name() + " " + part.check() + "+" + part.replacements() + " of "
                                            + part.households())
                                    .toList()
                            + ", list " + list.digest());
            return id;
        });
    }

    /**
     * Freezes the list of a second draw of a village in which more were missed than planned: from all its households, by the
     * plan for two risks, under numbers of its own. Only when this one fails too is the village named.
     *
     * @param first the inspection that failed
     * @throws Conflict when it has its second draw already
     * @throws RuleViolation when it did not fail, or is a second draw itself
     */
    public InspectionId drawAgain(InspectionId first) {
        var inspection = led(first);
        if (inspection.preset() != Preset.VILLAGE) {
            throw new RuleViolation("district.inspection.no-second");
        }
        var units = List.of(inspection.unit().id());
        var suggested = frames.suggestion(Preset.VILLAGE, units, AsOf.today(clock));
        var title = texts.get(Locale.SIMPLIFIED_CHINESE, "district.inspection.second-title", inspection.title());
        return freeze(new InspectionDraft(
                title.substring(
                        0,
                        title.offsetByCodePoints(0, Math.min(TITLE_LENGTH, title.codePointCount(0, title.length())))),
                Preset.VILLAGE,
                units,
                suggested.reported(),
                suggested.unreported(),
                first));
    }

    // A failed draw is a reason to look again, not a verdict; a second one that fails is told, not drawn until one
    // passes.
    private void requireFailed(InspectionId first, InspectionDraft draft) {
        var inspection = seen(first);
        rows.lock(first);
        if (inspection.preset() != Preset.VILLAGE
                || draft.preset() != Preset.VILLAGE
                || inspection.follows() != null
                || !draft.units().equals(List.of(inspection.unit().id()))
                || inspection.draw() == null
                || !PartsFound.of(inspection, rows.items(first)).tooMany()) {
            throw new RuleViolation("district.inspection.no-second");
        }
        if (rows.followed(first)) {
            throw new Conflict("district.inspection.second-made");
        }
    }

    /** Who can be sent to the households of an inspection within reach: whoever may inspect there today. */
    @Transactional(readOnly = true)
    public List<Inspection.Inspector> candidates(InspectionId id) {
        return rows.candidates(led(id).unit().id());
    }

    /**
     * Says who goes to the households of an inspection, in place of those before; their phones get its doors.
     *
     * @param leader who answers for it
     * @param inspectors at least one, among them the leader
     * @throws Conflict when it has ended
     * @throws RuleViolation when one of them may not inspect there, or the leader is not among them
     */
    public void assign(InspectionId id, PersonId leader, List<PersonId> inspectors) {
        var unit = led(id).unit().id();
        writes.inTransaction(() -> {
            rows.lock(id).orElseThrow(Inspections::notFound);
            requireRunning(id);
            var may = rows.candidates(unit).stream()
                    .map(Inspection.Inspector::person)
                    .toList();
            var once = List.copyOf(new LinkedHashSet<>(inspectors));
            if (!once.contains(leader) || !may.containsAll(once)) {
                throw new RuleViolation("district.inspection.inspectors");
            }
            rows.assign(id, leader, once, clock.instant(), access.caller().person());
            audit.record(
                    "inspection.assign",
                    subject(id),
                    unit,
                    "persons " + once.stream().map(PersonId::value).toList() + ", led by " + leader.value());
        });
    }

    /**
     * Ends an inspection of which everything is recorded: its households leave the phones of its inspectors, and 明白人 who
     * were found to know the policy are stated as checked. What was found can still be corrected at the desk, and problems are
     * still put right.
     *
     * @throws Conflict when it has ended already
     * @throws RuleViolation when it is not drawn, or something is open
     */
    public void close(InspectionId id) {
        var inspection = led(id);
        writes.inTransaction(() -> {
            rows.lock(id).orElseThrow(Inspections::notFound);
            requireRunning(id);
            if (inspection.draw() == null) {
                throw new RuleViolation("district.inspection.not-drawn-yet");
            }
            var open = found(inspection).open();
            if (open > 0) {
                throw new RuleViolation("district.inspection.still-open", open);
            }
            rows.close(id, clock.instant(), access.caller().person());
            if (inspection.preset().ofHouseholds()) {
                members.state(rows.items(id));
            }
            audit.record("inspection.close", subject(id), inspection.unit().id(), "");
        });
    }

    private void requireRunning(InspectionId id) {
        if (rows.closed(id)) {
            throw new Conflict("district.inspection.ended");
        }
    }

    /** An inspection that the caller may lead: its unit lies within reach. */
    private Inspection led(InspectionId id) {
        var inspection = rows.seen(id, access.require(Action.INSPECT)).orElseThrow(Inspections::notFound);
        access.require(Action.INSPECT, inspection.unit().id());
        return inspection;
    }

    /**
     * Doors of an inspection's villages at which an inspector may look first: picked on purpose, in no bound, and no penalty
     * for anybody; for whoever reaches its unit.
     */
    @Transactional(readOnly = true)
    public List<PurposiveDoors.Door> purposive(InspectionId id) {
        var inspection = led(id);
        if (!inspection.preset().ofHouseholds()) {
            return List.of();
        }
        var villages = rows.villages(id, access.require(Action.INSPECT));
        return purposive.within(inspection.unit().id()).stream()
                .filter(door -> villages.contains(door.village()))
                .toList();
    }

    /**
     * 督导抽查表 of an inspection whose unit lies within reach, in its district's columns, names masked; leaves an audit row.
     *
     * @throws Conflict when nothing is drawn yet, or it is of training
     */
    @Transactional
    public MadeLedger ledger(InspectionId id, LedgerFormat format, Locale locale) {
        var inspection = seen(id);
        access.require(Action.VIEW_INSPECTIONS, inspection.unit().id());
        if (inspection.draw() == null || !inspection.preset().ofHouseholds()) {
            throw new Conflict("district.inspection.not-drawn-yet");
        }
        return files.make(ledgers.sheet(inspection, locale), format, locale);
    }

    /** Problems within reach that nobody has put right yet, the first deadline first. */
    @Transactional(readOnly = true)
    public List<OpenProblem> problems() {
        return rows.problems(access.require(Action.VIEW_INSPECTIONS));
    }

    /**
     * Writes the inspector's number. Until the town's is there too, only what ties it down is shown.
     *
     * @param number 6 to 40 digits
     * @return whether both are there now, and the draw is made
     * @throws Conflict when it is written already
     * @throws RuleViolation when it is no such number, or the same person wrote the other
     */
    public boolean writeInspectorsNumber(InspectionId id, String number) {
        var reach = access.require(Action.INSPECT);
        return write(id, Commitment.Side.INSPECTOR, reach, number);
    }

    /** Writes the number of a town whose villages are inspected, as {@link #writeInspectorsNumber}. */
    public boolean writeTownsNumber(InspectionId id, String number) {
        var reach = access.require(Action.ANSWER_INSPECTION);
        return write(id, Commitment.Side.TOWN, reach, number);
    }

    private boolean write(InspectionId id, Commitment.Side side, Reach reach, String typed) {
        var number = Normalizer.normalize(typed, Normalizer.Form.NFKC).replaceAll("\\s", "");
        return writes.inTransaction(() -> {
            var unit = rows.lock(id).orElseThrow(Inspections::notFound);
            var division = side == Commitment.Side.TOWN
                    ? rows.town(id, reach).orElseThrow(Inspections::notFound)
                    : within(reach, unit);
            if (!Numbers.written(number)) {
                throw new RuleViolation("district.inspection.number-form");
            }
            var written = rows.numbers(id);
            if (written.containsKey(side)) {
                throw new Conflict("district.inspection.number-written");
            }
            var by = access.caller().person();
            if (written.values().stream().anyMatch(other -> other.by().equals(by))) {
                throw new RuleViolation("district.inspection.two-people");
            }
            var salt = new byte[Commitment.SALT_BYTES];
            random.nextBytes(salt);
            var now = clock.instant();
            var frozen = rows.frozen(id);
            var commitment = Commitment.of(frozen.digest(), side, number, salt);
            rows.write(id, side, division, new InspectionRows.Sealed(commitment, number, salt, now, by));
            audit.record("inspection.number", subject(id), division, side + ", commitment " + commitment.digest());
            if (written.isEmpty()) {
                return false;
            }
            draw(frozen, now);
            return true;
        });
    }

    private DivisionId within(Reach reach, DivisionId unit) {
        if (!access.covers(reach, unit)) {
            throw notFound();
        }
        return unit;
    }

    private void draw(InspectionRows.Frozen frozen, Instant now) {
        var numbers = rows.numbers(frozen.id());
        numbers.forEach((side, its) -> {
            if (!its.commitment().holds(frozen.digest(), side, its.number(), its.salt())) {
                throw new IllegalStateException("expected the number that " + side + " committed to");
            }
        });
        if (!frozen.list().digest().equals(frozen.digest())) {
            throw new IllegalStateException("expected the list that was frozen");
        }
        var draw = Draw.of(
                frozen.list(),
                new Numbers(number(numbers.get(Commitment.Side.INSPECTOR)), number(numbers.get(Commitment.Side.TOWN))));
        if (rows.any(frozen.id()).filter(each -> !each.preset().ofHouseholds()).isPresent()) {
            rows.draw(frozen.id(), draw, List.of(), now);
            callBacks.draw(frozen.id(), draw);
            said(frozen, draw);
            return;
        }
        var listed = rows.listed(
                frozen.id(),
                draw.parts().stream()
                        .flatMap(part -> Stream.concat(part.check().stream(), part.replacements().stream()))
                        .toList());
        var drawn = new ArrayList<InspectionRows.Drawn>();
        for (var part : draw.parts()) {
            keep(part.part(), false, part.check(), listed, drawn);
            keep(part.part(), true, part.replacements(), listed, drawn);
        }
        rows.draw(frozen.id(), draw, drawn, now);
        said(frozen, draw);
    }

    private void said(InspectionRows.Frozen frozen, Draw draw) {
        audit.record(
                "inspection.draw",
                subject(frozen.id()),
                frozen.unit(),
                "list " + frozen.digest() + ", numbers " + draw.numbers().inspector() + " and "
                        + draw.numbers().town() + ", seed " + draw.seed());
    }

    private static String number(InspectionRows.@Nullable Sealed sealed) {
        if (sealed == null) {
            throw new IllegalStateException("expected both numbers");
        }
        return sealed.number();
    }

    private static void keep(
            String part,
            boolean replacement,
            List<String> keys,
            Map<String, InspectionFrames.Listed> listed,
            List<InspectionRows.Drawn> drawn) {
        for (var i = 0; i < keys.size(); i++) {
            drawn.add(new InspectionRows.Drawn(
                    part, replacement, i + 1, Objects.requireNonNull(listed.get(keys.get(i)))));
        }
    }

    /** The inspections of villages within reach, the newest 50, newest first. */
    @Transactional(readOnly = true)
    public List<Inspection> list() {
        return rows.seen(access.require(Action.VIEW_INSPECTIONS));
    }

    /** An inspection of a village within reach. */
    @Transactional(readOnly = true)
    public Inspection get(InspectionId id) {
        return seen(id);
    }

    /**
     * The households drawn in villages within reach: part by part, those drawn first before their replacements, in the order
     * of the draw; none before it.
     */
    @Transactional(readOnly = true)
    public List<InspectionItem> items(InspectionId id) {
        var reach = access.require(Action.VIEW_INSPECTIONS);
        var villages = rows.villages(id, reach);
        if (villages.isEmpty()) {
            throw notFound();
        }
        return rows.items(id).stream()
                .filter(item -> villages.contains(item.village()))
                .toList();
    }

    /** {@code list.txt} of docs/draw.md, for whoever reaches all of the inspection. */
    @Transactional(readOnly = true)
    public byte[] listText(InspectionId id) {
        return text(id, false);
    }

    /**
     * {@code draw.txt} of docs/draw.md, for whoever reaches all of the inspection.
     *
     * @throws NotFound also when nothing is drawn yet
     */
    @Transactional(readOnly = true)
    public byte[] drawText(InspectionId id) {
        return text(id, true);
    }

    private byte[] text(InspectionId id, boolean drawn) {
        access.require(Action.VIEW_INSPECTIONS, seen(id).unit().id());
        return rows.text(id, drawn).orElseThrow(Inspections::notFound).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Records what was found at a household; another record corrects the one before and keeps it.
     *
     * @param reason why it is corrected, 1 to 200 characters; empty for the first record
     * @throws RuleViolation when the day lies before the draw or ahead, a replacement is recorded first while it is not due,
     *     details do not fit the outcome, or a correction has no reason
     */
    public void record(ItemId item, Finding finding, String reason) {
        var reach = access.require(Action.INSPECT);
        writes.inTransaction(
                () -> book.record(item, finding, reason, reach, access.caller().person()));
    }

    /**
     * Notes how a problem was put right.
     *
     * @param how 1 to 300 characters
     * @throws RuleViolation when there is no problem, or nothing is said
     */
    public void settle(ItemId item, String how) {
        var reach = access.require(Action.INSPECT);
        writes.inTransaction(() -> {
            var id = rows.lockItem(item, reach).orElseThrow(Inspections::notFound);
            var kept = book.lock(id, item);
            var finding = kept.finding();
            if (finding == null || finding.problem().isEmpty()) {
                throw new RuleViolation("district.inspection.no-problem");
            }
            var settled = text("district.inspection.settled-form", how, FindingBook.PROBLEM_LENGTH, false);
            rows.record(
                    item,
                    finding,
                    new InspectionRows.Note("", settled, Times.today(clock), null),
                    clock.instant(),
                    access.caller().person());
            audit.record(
                    "inspection.settle",
                    subject(id),
                    kept.village(),
                    "household " + kept.household().value());
        });
    }

    /** What the inspection found and what that proves, in numbers and in words; null before the draw. */
    @Transactional(readOnly = true)
    public @Nullable InspectionResult result(InspectionId id, Locale locale) {
        var inspection = seen(id);
        if (inspection.draw() == null) {
            return null;
        }
        var found = found(inspection);
        return new InspectionResult(
                found.open(),
                found.parts(),
                found.reported(),
                found.whole(),
                found.unlisted(),
                found.tooMany(),
                villages(inspection),
                words.headline(locale, inspection, found, rows.villages(id)),
                words.of(locale, inspection, found));
    }

    private PartsFound found(Inspection inspection) {
        return inspection.preset().ofHouseholds()
                ? PartsFound.of(inspection, rows.items(inspection.id()))
                : PartsFound.of(inspection, callBacks.people(inspection.id(), Times.NOT_SUPERSEDED), 0);
    }

    private List<InspectionResult.VillageFound> villages(Inspection inspection) {
        if (inspection.preset() == Preset.VILLAGE || !inspection.preset().ofHouseholds()) {
            return List.of();
        }
        var within = new HashSet<>(rows.villages(inspection.id(), access.require(Action.VIEW_INSPECTIONS)));
        var items = rows.items(inspection.id());
        return rows.villages(inspection.id(), inspection.unit().id()).stream()
                .filter(within::contains)
                .map(village -> new InspectionResult.VillageFound(
                        rows.name(village),
                        InspectionDirectory.tally(items.stream()
                                .filter(item -> item.village().equals(village))
                                .toList())))
                .filter(village -> village.tally().drawn() > 0)
                .toList();
    }

    private Inspection seen(InspectionId id) {
        return rows.seen(id, access.require(Action.VIEW_INSPECTIONS)).orElseThrow(Inspections::notFound);
    }

    private void requireUnits(List<DivisionId> units) {
        access.require(Action.INSPECT);
        units.forEach(unit -> access.require(Action.INSPECT, unit));
    }

    static String text(String key, String text, int length, boolean mayBeEmpty) {
        var stripped = text.strip();
        if ((stripped.isEmpty() && !mayBeEmpty)
                || stripped.codePointCount(0, stripped.length()) > length
                || stripped.codePoints()
                        .anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)) {
            throw new RuleViolation(key, length);
        }
        return stripped;
    }

    private static NotFound notFound() {
        return new NotFound("core.access.not-found");
    }

    static String subject(InspectionId id) {
        return "inspection " + id.value();
    }
}
