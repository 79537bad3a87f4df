package cn.mingbai.materials.leaflets;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.HouseholdDirectory;
import cn.mingbai.households.ledger.HouseholdDirectory.Place;
import cn.mingbai.households.ledger.HouseholdDirectory.SheetLine;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.materials.leaflets.LeafletFinding.Mend;
import cn.mingbai.materials.texts.LeafletComposer;
import cn.mingbai.materials.texts.LeafletValues;
import cn.mingbai.materials.texts.PolicyText;
import cn.mingbai.materials.texts.PolicyTexts;
import cn.mingbai.materials.texts.TextCode;
import cn.mingbai.print.LeafletPrinter;
import cn.mingbai.print.LeafletSheet;
import cn.mingbai.print.LeafletText;
import cn.mingbai.print.ProgressListener;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Checks and prints the leaflets of a village within the caller's reach, and replaces codes that got lost. */
@Service
public class Leaflets {

    private static final int REASON_LENGTH = 200;
    private static final int PRINTS_SHOWN = 50;

    /** No token: what is printed as a sample leads to the general page. */
    private static final String SAMPLE_TOKEN = "0".repeat(26);

    private final PolicyTexts texts;
    private final LeafletValues values;
    private final LeafletComposer composer;
    private final HouseholdDirectory households;
    private final DivisionDirectory divisions;
    private final Codes codes;
    private final JdbcClient jdbc;
    private final Access access;
    private final Audit audit;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Leaflets(
            PolicyTexts texts,
            LeafletValues values,
            LeafletComposer composer,
            HouseholdDirectory households,
            DivisionDirectory divisions,
            Codes codes,
            JdbcClient jdbc,
            Access access,
            Audit audit,
            TransactionTemplate transactions,
            Clock clock) {
        this.texts = texts;
        this.values = values;
        this.composer = composer;
        this.households = households;
        this.divisions = divisions;
        this.codes = codes;
        this.jdbc = jdbc;
        this.access = access;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A village's sheets before codes are put in. */
    private record Draft(
            String village,
            PolicyText template,
            LeafletText text,
            List<SheetLine> lines,
            List<LeafletSheet> sheets,
            List<LeafletFinding> findings) {}

    /** What is in the way of printing this village today. */
    @Transactional(readOnly = true)
    public LeafletCheck check(DivisionId village) {
        access.require(Action.PRINT_LEAFLETS, village);
        var draft = draft(village, null);
        var findings = new ArrayList<>(draft.findings());
        if (codes.leadsToOwnMachine()) {
            findings.add(new LeafletFinding(
                    "materials.finding.own-machine", List.of(), Mend.ADMINISTRATOR, Level.NATION, false));
        }
        var day = Times.today(clock);
        var units = divisions.chain(village, day).stream()
                .collect(Collectors.toMap(Division::level, Division::id, (lower, upper) -> lower));
        return new LeafletCheck(draft.village(), day, draft.lines().size(), findings, units);
    }

    /**
     * Prints a sheet, front and back, for each household of the village that is not demolished, merged or empty, in group
     * order. Households that have a code keep it. The print is on record before the first byte goes out.
     *
     * @param out where the PDF goes; stays open
     * @param progress told after each sheet; an exception thrown from there ends the print without a record
     * @throws RuleViolation when {@link #check} finds something that refuses the print
     */
    public LeafletPrint print(DivisionId village, OutputStream out, ProgressListener progress) {
        access.require(Action.PRINT_LEAFLETS, village);
        return print(village, null, out, progress);
    }

    /**
     * Prints the sheet of one household again, with the code in force.
     *
     * @param out where the PDF goes; stays open
     * @throws NotFound when the household is out of reach
     * @throws RuleViolation when it gets no sheet, or something refuses the print
     */
    public LeafletPrint reprint(HouseholdId household, OutputStream out) {
        var village = villageOf(household);
        access.require(Action.PRINT_LEAFLETS, village);
        return print(village, household, out, (done, total) -> {});
    }

    /**
     * A sheet marked as a sample, without a household; missing values are marked as gaps.
     *
     * @param out where the PDF goes; stays open
     * @throws RuleViolation when the text does not fit or has a character that cannot be printed
     */
    public void preview(DivisionId village, OutputStream out) {
        access.require(Action.PRINT_LEAFLETS, village);
        var day = Times.today(clock);
        var known = values.forPrint(village, day);
        var text = composer.compose(texts.required(TextCode.LEAFLET, day).text(), known, day);
        var sample = composer.word("materials.leaflet.sample");
        var sheet = sheet(
                known,
                codes.address(CodeKind.HOUSEHOLD, SAMPLE_TOKEN),
                new SheetLine(new HouseholdId(0), sample, sample, sample));
        try {
            LeafletPrinter.writeVillage(text, List.of(sheet), out, (done, total) -> {});
        } catch (IllegalArgumentException refused) {
            throw new RuleViolation("materials.leaflets.no-preview");
        } catch (IOException failed) {
            throw new UncheckedIOException("expected to write the sample leaflet", failed);
        }
    }

    /** The village's prints, the latest first, at most fifty. */
    @Transactional(readOnly = true)
    public List<LeafletPrint> prints(DivisionId village) {
        var reach = access.require(Action.PRINT_LEAFLETS, village);
        return jdbc.sql("""
                select l.printed_at, p.name, h.number, l.sheets, l.template_version, l.sha256
                from leaflet_print l
                join person p on p.id = l.printed_by
                left join household h on h.id = l.household_id
                where l.village_id = :village and
                """ + Reach.covers("l.village_id") + " order by l.printed_at desc, l.id desc limit :limit")
                .param("village", village.value())
                .param("limit", PRINTS_SHOWN)
                .params(reach.parameters())
                .query((row, index) -> new LeafletPrint(
                        Times.instant(row.getObject(1, LocalDateTime.class)),
                        row.getString(2),
                        Optional.ofNullable(row.getString(3))
                                .map(number -> new HouseholdNumber(number).shown())
                                .orElse(null),
                        row.getInt(4),
                        row.getString(5),
                        HexFormat.of().formatHex(row.getBytes(6))))
                .list();
    }

    /**
     * The household of a village that has this number and gets a sheet, its name masked.
     *
     * @param number as typed from a sheet, with its check character
     * @throws RuleViolation when the check character does not fit
     * @throws NotFound when there is none
     */
    @Transactional(readOnly = true)
    public Place find(DivisionId village, String number) {
        access.require(Action.PRINT_LEAFLETS, village);
        var shown = HouseholdNumber.typed(number).shown();
        return households.inGroupOrder(village, Times.today(clock)).stream()
                .filter(line -> line.number().equals(shown))
                .findFirst()
                .flatMap(line -> households.find(line.household()))
                .orElseThrow(() -> new NotFound("materials.leaflets.no-such-household", shown));
    }

    /**
     * Revokes a household's code: the sheet out there opens the general page, the next print bears another code.
     *
     * @param reason why, in words for the audit trail, 1 to 200 characters
     * @throws NotFound when the household is out of reach
     */
    @Transactional
    public void revoke(HouseholdId household, String reason) {
        var village = villageOf(household);
        access.require(Action.PRINT_LEAFLETS, village);
        var stripped = reason.strip();
        if (stripped.isEmpty() || stripped.length() > REASON_LENGTH) {
            throw new RuleViolation("materials.leaflets.reason", REASON_LENGTH);
        }
        codes.revoke(CodeKind.HOUSEHOLD, household.value());
        audit.record("code.revoke", "household " + household.value(), village, stripped);
    }

    private DivisionId villageOf(HouseholdId household) {
        access.require(Action.PRINT_LEAFLETS);
        return households.find(household).map(Place::village).orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    private LeafletPrint print(
            DivisionId village, @Nullable HouseholdId only, OutputStream out, ProgressListener progress) {
        var day = Times.today(clock);
        var draft = required(transactions.execute(status -> draft(village, only)));
        var refusals = draft.findings().stream().filter(LeafletFinding::refuses).count();
        if (only != null && draft.lines().isEmpty()) {
            throw new RuleViolation("materials.leaflets.no-sheet");
        }
        if (refusals > 0) {
            throw new RuleViolation("materials.leaflets.refused", refusals);
        }
        // Issued before the long part and not in its transaction: a code without a print harms nobody.
        var tokens = codes.tokens(
                CodeKind.HOUSEHOLD,
                draft.lines().stream().map(line -> line.household().value()).toList());
        var sheets = new ArrayList<LeafletSheet>();
        for (var i = 0; i < draft.lines().size(); i++) {
            var token = required(tokens.get(draft.lines().get(i).household().value()));
            sheets.add(withCode(draft.sheets().get(i), codes.address(CodeKind.HOUSEHOLD, token)));
        }
        Path file = null;
        try {
            file = Files.createTempFile("leaflets", ".pdf");
            var digest = write(draft.text(), sheets, file, progress);
            var print = record(village, only, draft, sheets.size(), digest, day);
            Files.copy(file, out);
            return print;
        } catch (IOException failed) {
            throw new UncheckedIOException("expected to write the leaflets of village " + village.value(), failed);
        } finally {
            delete(file);
        }
    }

    private static byte[] write(LeafletText text, List<LeafletSheet> sheets, Path file, ProgressListener progress)
            throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            try (var stream = new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), digest)) {
                LeafletPrinter.writeVillage(text, sheets, stream, progress);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("expected SHA-256 in every JDK", missing);
        }
    }

    private LeafletPrint record(
            DivisionId village, @Nullable HouseholdId only, Draft draft, int sheets, byte[] digest, LocalDate day) {
        var caller = access.caller();
        var now = clock.instant();
        var sha256 = HexFormat.of().formatHex(digest);
        var version = draft.template().label();
        transactions.executeWithoutResult(status -> {
            jdbc.sql("""
                    insert into leaflet_print
                      (id, village_id, household_id, printed_at, printed_by, sheets, template_version, sha256)
                    values (next value for leaflet_print_seq, :village, :household, :now, :by, :sheets, :version, :digest)
                    """)
                    .param("village", village.value())
                    .param("household", only == null ? null : only.value())
                    .param("now", Times.sql(now))
                    .param("by", caller.person().value())
                    .param("sheets", sheets)
                    .param("version", version)
                    .param("digest", digest)
                    .update();
            audit.record(
                    "leaflets.print",
                    only == null ? "village " + village.value() : "household " + only.value(),
                    village,
                    sheets + " sheets, version " + version + " of " + day + ", SHA-256 " + sha256);
        });
        return new LeafletPrint(
                now,
                caller.name(),
                only == null ? null : draft.lines().getFirst().number(),
                sheets,
                version,
                sha256);
    }

    private Draft draft(DivisionId village, @Nullable HouseholdId only) {
        var day = Times.today(clock);
        var template = texts.required(TextCode.LEAFLET, day).text();
        var known = values.forPrint(village, day);
        var text = composer.compose(template, known, day);
        var lines = households.inGroupOrder(village, day).stream()
                .filter(line -> only == null || line.household().equals(only))
                .toList();
        var sheets = lines.stream().map(line -> sheet(known, "", line)).toList();
        return new Draft(
                divisions.get(village, day).name(),
                template,
                text,
                lines,
                sheets,
                LeafletInspection.of(template, known, text, sheets));
    }

    private static LeafletSheet sheet(Map<String, String> known, String address, SheetLine line) {
        return new LeafletSheet(
                address,
                line.number(),
                line.group(),
                line.headName(),
                known.getOrDefault(LeafletValues.VILLAGE, ""),
                known.getOrDefault(LeafletValues.TOWN, ""),
                known.getOrDefault(LeafletValues.OUTREACH_NAME, ""),
                known.getOrDefault(LeafletValues.OUTREACH_PHONE, ""));
    }

    private static LeafletSheet withCode(LeafletSheet sheet, String address) {
        return new LeafletSheet(
                address,
                sheet.householdNumber(),
                sheet.group(),
                sheet.headName(),
                sheet.village(),
                sheet.town(),
                sheet.outreachName(),
                sheet.outreachPhone());
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("expected a value, got none");
        }
        return value;
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("expected to delete " + file + ", which holds names", failed);
        }
    }
}
