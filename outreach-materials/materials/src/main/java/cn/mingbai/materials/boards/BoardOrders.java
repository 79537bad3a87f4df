package cn.mingbai.materials.boards;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.core.time.Times;
import cn.mingbai.materials.texts.ApprovedText;
import cn.mingbai.materials.texts.LeafletValues;
import cn.mingbai.materials.texts.PolicyText;
import cn.mingbai.print.BoardCopy;
import cn.mingbai.print.BoardOverflowException;
import cn.mingbai.print.BoardPrinter;
import cn.mingbai.print.BoardText;
import cn.mingbai.print.Phone;
import cn.mingbai.print.Section;
import cn.mingbai.print.UndrawableTextException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Prints boards with the text in force and the place's own code; what was printed for which place is kept. */
@Service
public class BoardOrders {

    // A board is Chinese, whatever the reader's language.
    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    private final BoardPlaceDirectory places;
    private final BoardDirectory boards;
    private final BoardVersions versions;
    private final BoardValues values;
    private final Codes codes;
    private final Texts texts;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    BoardOrders(
            BoardPlaceDirectory places,
            BoardDirectory boards,
            BoardVersions versions,
            BoardValues values,
            Codes codes,
            Texts texts,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Access access,
            Audit audit,
            Clock clock) {
        this.places = places;
        this.boards = boards;
        this.versions = versions;
        this.values = values;
        this.codes = codes;
        this.texts = texts;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The board of a place as a PDF of one page, with its code; printing it again gives the same code.
     *
     * @param reader the language in which a refusal names what is missing; the board itself is Chinese
     * @throws NotFound when there is no such place within reach
     * @throws RuleViolation when the place was given up, no text is in force, a local value is missing, or it does not fit
     */
    public byte[] print(BoardPlaceId id, Locale reader) {
        var reach = access.require(Action.EDIT_BOARDS);
        var place = places.find(id, reach).orElseThrow(() -> new NotFound("core.access.not-found"));
        if (!place.to().equals(Times.NO_END)) {
            throw new RuleViolation("materials.board.given-up", place.code());
        }
        var day = Times.today(clock);
        var text = versions.inForce(place.details().board(), day)
                .orElseThrow(() -> new RuleViolation("materials.board.no-text"));
        var composed = composed(place, text, day, reader);
        var token = codes.token(CodeKind.BOARD, id.value());
        var bytes = drawn(place, composed, codes.address(CodeKind.BOARD, token));
        transactions.executeWithoutResult(status -> keep(place, text, bytes));
        return bytes;
    }

    /**
     * A ZIP of the boards of a unit, and of everything below it, that are to be put up or renewed today: a PDF each, in code
     * order, and a list of those that could not be printed with the reasons, if there are any.
     *
     * @param out where it goes; stays open
     * @param reader the language of the list
     * @throws RuleViolation when there is none to print
     */
    public void printLeft(DivisionId unit, OutputStream out, Locale reader) {
        access.require(Action.EDIT_BOARDS, unit);
        var left = boards.of(unit, AsOf.today(clock)).stream()
                .filter(line -> line.state().leavesWork())
                .toList();
        if (left.isEmpty()) {
            throw new RuleViolation("materials.boards.nothing-left");
        }
        var refused = new ArrayList<String>();
        try {
            var zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
            for (var line : left) {
                var place = line.place();
                try {
                    var bytes = print(place.id(), reader);
                    entry(zip, fileName(line) + ".pdf", bytes);
                } catch (RuleViolation notPrinted) {
                    refused.add(place.unit() + " " + place.code() + " "
                            + place.details().name() + ": " + texts.get(reader, notPrinted));
                }
            }
            if (!refused.isEmpty()) {
                var list = "\uFEFF" + String.join("\r\n", refused) + "\r\n";
                entry(
                        zip,
                        texts.get(reader, "materials.boards.not-printed") + ".txt",
                        list.getBytes(StandardCharsets.UTF_8));
            }
            zip.finish();
        } catch (IOException failed) {
            throw new UncheckedIOException("expected to write the boards of unit " + unit.value(), failed);
        }
    }

    private static void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    /** Town, village and code, so that a folder of them is in the order of the way; nothing that a file name may not hold. */
    private static String fileName(BoardLine line) {
        var place = line.place();
        return Stream.of(
                        line.town(), place.unit(), place.code(), place.details().name())
                .filter(part -> !part.isEmpty())
                .distinct()
                .map(part -> part.replaceAll("[\\\\/:*?\"<>|]", "_"))
                .collect(Collectors.joining("-"));
    }

    private BoardText composed(BoardPlace place, ApprovedText text, LocalDate day, Locale reader) {
        var at = values.at(place.division(), text, day);
        if (!at.missing().isEmpty()) {
            throw new RuleViolation(
                    "materials.board.missing-values",
                    at.missing().stream()
                            .map(key -> texts.get(reader, "materials.value." + key))
                            .collect(Collectors.joining(texts.get(reader, "materials.board.comma"))));
        }
        var said = text.text();
        var unit = at.known().getOrDefault(SettingKey.UNIT.key(), "");
        var panels = new ArrayList<Section>();
        for (var panel : said.front()) {
            // A panel without words is a frame to pin lists to.
            panels.addAll(
                    panel.paragraphs().isEmpty()
                            ? List.of(panel)
                            : PolicyText.fillLeavingOut(List.of(panel), at.known()));
        }
        var notes = PolicyText.fixed(said.phones());
        if (!notes.isEmpty()) {
            panels.add(new Section(said.phones().heading(), notes));
        }
        return new BoardText(
                said.title(),
                texts.get(
                        CHINESE,
                        "materials.leaflet.subtitle",
                        unit,
                        said.label(),
                        day.getYear(),
                        day.getMonthValue(),
                        day.getDayOfMonth()),
                String.join("", PolicyText.fixed(said.imprint())),
                panels,
                phones(at, unit),
                "");
    }

    private List<Phone> phones(BoardValues.At at, String unit) {
        var town = at.known().getOrDefault(LeafletValues.TOWN, "");
        return at.phones().stream()
                .map(key -> {
                    var number = at.known().getOrDefault(key.key(), "");
                    return switch (key) {
                        case PHONE_DISTRICT_ADVICE -> phone("materials.leaflet.advice", unit, number);
                        case PHONE_TOWN_ADVICE -> phone("materials.leaflet.advice", town, number);
                        case PHONE_DISTRICT_REPORT -> phone("materials.leaflet.report", unit, number);
                        case PHONE_TOWN_REPORT -> phone("materials.leaflet.report", town, number);
                        default ->
                            phone(
                                    "materials.leaflet.hotline",
                                    texts.get(CHINESE, "materials.leaflet.hotline-office"),
                                    number);
                    };
                })
                .toList();
    }

    private Phone phone(String purpose, String office, String number) {
        return new Phone(texts.get(CHINESE, purpose), office, number);
    }

    private static byte[] drawn(BoardPlace place, BoardText text, String address) {
        var out = new ByteArrayOutputStream();
        try {
            BoardPrinter.write(
                    text,
                    place.details().size(),
                    List.of(new BoardCopy(address, place.code(), place.details().name())),
                    out,
                    (done, total) -> {});
            return out.toByteArray();
        } catch (BoardOverflowException tooLong) {
            throw new RuleViolation("materials.board.too-long", place.details().size(), tooLong.linesOver());
        } catch (UndrawableTextException undrawable) {
            throw new RuleViolation("materials.board.undrawable", String.join("", undrawable.characters()));
        } catch (IllegalArgumentException lineTooLong) {
            throw new RuleViolation("materials.board.line-too-long");
        } catch (IOException failed) {
            throw new UncheckedIOException("expected to write a board into memory", failed);
        }
    }

    private void keep(BoardPlace place, ApprovedText text, byte[] bytes) {
        var digest = sha256(bytes);
        jdbc.sql("insert into board_print (id, place_id, text_id, size, sha256, printed_at, printed_by)"
                        + " values (next value for board_print_seq, :place, :text, :size, :digest, :now, :by)")
                .param("place", place.id().value())
                .param("text", text.id().value())
                .param("size", place.details().size().name())
                .param("digest", digest)
                .param("now", Times.sql(clock.instant()))
                .param("by", access.caller().person().value())
                .update();
        audit.record(
                "board.print",
                "board place " + place.code(),
                place.division(),
                place.details().size() + ", version " + text.text().label() + ", SHA-256 "
                        + HexFormat.of().formatHex(digest));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("expected SHA-256 in every JDK", missing);
        }
    }
}
