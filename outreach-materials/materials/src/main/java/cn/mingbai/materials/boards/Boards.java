package cn.mingbai.materials.boards;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.ledgers.ColumnChoice;
import cn.mingbai.core.ledgers.LedgerChoices;
import cn.mingbai.core.ledgers.LedgerFiles;
import cn.mingbai.core.ledgers.LedgerFormat;
import cn.mingbai.core.ledgers.MadeLedger;
import cn.mingbai.core.time.Times;
import cn.mingbai.materials.texts.ApprovedText;
import cn.mingbai.materials.texts.TextId;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The ledger of boards (宣传栏台账) of the caller's reach, on any day as known on any day, and each place's own page. */
@Service
public class Boards {

    private static final int PRINTS_SHOWN = 20;

    private final BoardDirectory directory;
    private final BoardPlaceDirectory places;
    private final BoardVersions versions;
    private final PostingBook book;
    private final PhotoRule photos;
    private final DivisionDirectory divisions;
    private final LedgerChoices choices;
    private final LedgerFiles files;
    private final BoardLedgerSource ledgers;
    private final JdbcClient jdbc;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    Boards(
            BoardDirectory directory,
            BoardPlaceDirectory places,
            BoardVersions versions,
            PostingBook book,
            PhotoRule photos,
            DivisionDirectory divisions,
            LedgerChoices choices,
            LedgerFiles files,
            BoardLedgerSource ledgers,
            JdbcClient jdbc,
            Access access,
            Audit audit,
            Clock clock) {
        this.directory = directory;
        this.places = places;
        this.versions = versions;
        this.book = book;
        this.photos = photos;
        this.divisions = divisions;
        this.choices = choices;
        this.files = files;
        this.ledgers = ledgers;
        this.jdbc = jdbc;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The places of a unit and of everything below it, in code order.
     *
     * @param unit the unit, or null for all that the caller reaches
     */
    @Transactional(readOnly = true)
    public List<BoardLine> ledger(@Nullable DivisionId unit, AsOf asOf) {
        if (unit == null) {
            return directory.within(access.require(Action.VIEW_BOARDS), asOf);
        }
        access.require(Action.VIEW_BOARDS, unit);
        return directory.of(unit, asOf);
    }

    /**
     * A place with its history, today.
     *
     * @throws NotFound when there is none within reach
     */
    @Transactional(readOnly = true)
    public BoardPage one(BoardPlaceId id) {
        Reach reach = access.require(Action.VIEW_BOARDS);
        var place = places.find(id, reach).orElseThrow(() -> new NotFound("core.access.not-found"));
        var today = Times.today(clock);
        var standing = book.standing(id, today);
        var history = book.history(id);
        var labels = new HashMap<TextId, String>();
        history.forEach(entry -> {
            if (entry.text() != null) {
                labels.computeIfAbsent(entry.text(), versions::label);
            }
        });
        var line = new BoardLine(
                place,
                "",
                standing,
                standing.state(versions.inForce(place.details().board(), today).map(ApprovedText::id)),
                standing.text().map(versions::label).orElse(""));
        return new BoardPage(line, history, labels, prints(id), mayEdit(place));
    }

    private boolean mayEdit(BoardPlace place) {
        return place.to().equals(Times.NO_END)
                && access.may(Action.EDIT_BOARDS)
                && access.covers(access.require(Action.EDIT_BOARDS), place.division());
    }

    private List<BoardPage.Print> prints(BoardPlaceId id) {
        record Row(java.time.Instant at, String by, TextId text, String size, byte[] digest) {}
        return jdbc
                .sql("select b.printed_at, p.name, b.text_id, b.size, b.sha256 from board_print b"
                        + " join person p on p.id = b.printed_by where b.place_id = :place"
                        + " order by b.printed_at desc, b.id desc limit :limit")
                .param("place", id.value())
                .param("limit", PRINTS_SHOWN)
                .query((row, index) -> new Row(
                        Times.instant(row.getObject(1, LocalDateTime.class)),
                        row.getString(2),
                        new TextId(row.getLong(3)),
                        row.getString(4),
                        row.getBytes(5)))
                .list()
                .stream()
                .map(row -> new BoardPage.Print(
                        row.at(),
                        row.by(),
                        versions.label(row.text()),
                        row.size(),
                        HexFormat.of().formatHex(row.digest())))
                .toList();
    }

    /**
     * The columns in which a unit's ledger is exported, hidden ones too, in order.
     *
     * @throws NotFound when the unit is out of reach or lies in no district
     */
    @Transactional(readOnly = true)
    public List<ColumnChoice> columns(DivisionId unit) {
        access.require(Action.EXPORT_FIGURES, unit);
        return choices.of(district(unit, Times.today(clock)), BoardLedger.BOARDS);
    }

    /**
     * Chooses the columns of a whole district: their order, headings, and which are hidden.
     *
     * @param unit the district, or a unit of it
     * @param columns every column of the ledger once
     * @throws NotFound when the district is out of reach
     * @throws RuleViolation when a column is missing or there twice, a heading is too long or there twice, or all are hidden
     */
    @Transactional
    public void choose(DivisionId unit, List<ColumnChoice> columns) {
        access.require(Action.CHOOSE_LEDGER_COLUMNS, unit);
        var district = district(unit, Times.today(clock));
        access.require(Action.CHOOSE_LEDGER_COLUMNS, district);
        choices.choose(district, BoardLedger.BOARDS, columns);
    }

    private DivisionId district(DivisionId unit, LocalDate day) {
        return divisions
                .districtOf(unit, day)
                .or(() -> divisions.districtOf(unit, Times.today(clock)))
                .orElseThrow(() -> new NotFound("core.access.not-found"))
                .id();
    }

    /** The ledger of a unit and of everything below it as a file, in the columns that its district has chosen. */
    @Transactional
    public MadeLedger export(DivisionId unit, AsOf asOf, LedgerFormat format, Locale locale) {
        access.require(Action.EXPORT_FIGURES, unit);
        return files.make(ledgers.sheet(BoardLedger.BOARDS, unit, asOf, null, locale), format, locale);
    }

    /** Whether photos of boards may be taken in a unit. */
    @Transactional(readOnly = true)
    public boolean takesPhotos(DivisionId unit) {
        access.require(Action.VIEW_BOARDS, unit);
        return photos.allowed(unit);
    }

    /**
     * Says whether photos of boards may be taken in a district; nobody ever has to.
     *
     * @throws RuleViolation when the unit is no district
     */
    @Transactional
    public void takePhotos(DivisionId district, boolean allowed) {
        access.require(Action.EDIT_CAMPAIGN, district);
        var unit = divisions.get(district, Times.today(clock));
        if (unit.level() != Level.COUNTY) {
            throw new RuleViolation("materials.photo.district", unit.name());
        }
        photos.set(district, allowed);
        audit.record("board.photos", unit.name(), district, allowed ? "on" : "off");
    }
}
