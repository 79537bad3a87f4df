package cn.mingbai.materials.boards;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
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
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** The places of boards within the caller's reach: entered, changed, given up, their codes replaced. */
@Service
public class BoardPlaces {

    /** The longest reason, in characters. */
    public static final int REASON_LENGTH = 200;

    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);

    private final BoardPlaceDirectory directory;
    private final PostingBook postings;
    private final DivisionDirectory divisions;
    private final Codes codes;
    private final JdbcClient jdbc;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    BoardPlaces(
            BoardPlaceDirectory directory,
            PostingBook postings,
            DivisionDirectory divisions,
            Codes codes,
            JdbcClient jdbc,
            Access access,
            Audit audit,
            Clock clock) {
        this.directory = directory;
        this.postings = postings;
        this.divisions = divisions;
        this.codes = codes;
        this.jdbc = jdbc;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Enters a place of a village, a town or a district.
     *
     * @param from the first day it exists, not in the future
     * @throws RuleViolation when the unit is above a district, the day is out of range, or the unit has a place of this name
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public BoardPlaceId add(DivisionId division, PlaceDetails details, LocalDate from) {
        access.require(Action.EDIT_BOARDS, division);
        unit(division);
        check(from, EARLIEST);
        refuseSecond(division, details.name(), null);
        var now = clock.instant();
        var id = new BoardPlaceId(jdbc.sql("select next value for board_place_seq")
                .query(Long.class)
                .single());
        var code = PlaceCode.of(jdbc.sql("select next value for board_place_code_seq")
                .query(Long.class)
                .single());
        jdbc.sql("insert into board_place (id, code, created_at, created_by) values (:id, :code, :now, :by)")
                .param("id", id.value())
                .param("code", code.value())
                .param("now", Times.sql(now))
                .param("by", access.caller().person().value())
                .update();
        insert(id, division, details, from, Times.NO_END, now, null);
        audit.record("board.place", "board place " + code.shown(), division, words(details) + " from " + from);
        return id;
    }

    /**
     * Corrects or changes what a place is, from a day on.
     *
     * @param from not before the day of the present details and not in the future; that same day corrects them
     * @throws NotFound when there is no such place within reach
     * @throws RuleViolation when the place was given up, the day is out of range, or the unit has a place of this name
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void change(BoardPlaceId place, PlaceDetails details, LocalDate from) {
        var present = present(place);
        check(from, present.from());
        refuseSecond(present.division(), details.name(), place);
        replace(present, present.division(), details, from);
        audit.record(
                "board.place.change",
                "board place " + present.code(),
                present.division(),
                words(present.details()) + " -> " + words(details) + " from " + from);
    }

    /**
     * Gives a place to another unit from a day on: after villages were merged or recoded, or when the wrong one was chosen.
     *
     * @param from not before the day of the present details and not in the future
     * @throws NotFound when the place or the unit is out of reach
     * @throws RuleViolation when the place was given up or is the unit's already, the day is out of range, or the unit is
     *     above a district or has a place of this name
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void move(BoardPlaceId place, DivisionId to, LocalDate from) {
        access.require(Action.EDIT_BOARDS, to);
        var present = present(place);
        check(from, present.from());
        var unit = unit(to);
        if (present.division().equals(to)) {
            throw new RuleViolation("materials.board.same-unit", unit.name());
        }
        refuseSecond(to, present.details().name(), place);
        replace(present, to, present.details(), from);
        var words = present.unit() + " -> " + unit.name() + " from " + from;
        audit.record("board.place.change", "board place " + present.code(), present.division(), words);
        audit.record("board.place.change", "board place " + present.code(), to, words);
    }

    private Division unit(DivisionId division) {
        var unit = divisions.get(division, Times.today(clock));
        if (unit.level().compareTo(Level.COUNTY) < 0) {
            throw new RuleViolation("materials.board.unit", unit.name());
        }
        return unit;
    }

    /**
     * Gives a place up from today on: nothing hangs there any more, and its code answers as unknown.
     *
     * @param reason why, 1 to 200 characters
     * @throws NotFound when there is no such place within reach
     * @throws RuleViolation when a board still hangs there, or the reason is missing
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void giveUp(BoardPlaceId place, String reason) {
        var present = present(place);
        var why = reason(reason);
        if (postings.hangs(place)) {
            throw new RuleViolation("materials.board.still-hangs", present.code());
        }
        var now = clock.instant();
        var today = Times.today(clock);
        supersede(place, now);
        // Entered today and given up today: one day it was, so that its history has somewhere to stand.
        var to = present.from().isBefore(today) ? today : present.from().plusDays(1);
        insert(place, present.division(), present.details(), present.from(), to, now, why);
        codes.revoke(CodeKind.BOARD, place.value());
        audit.record("board.place.give-up", "board place " + present.code(), present.division(), why);
    }

    /**
     * Revokes the code of a place: what was printed with it opens the general page, the next print bears another.
     *
     * @param reason why, 1 to 200 characters
     * @throws NotFound when there is no such place within reach
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void replaceCode(BoardPlaceId place, String reason) {
        var present = present(place);
        var why = reason(reason);
        codes.revoke(CodeKind.BOARD, place.value());
        audit.record("code.revoke", "board place " + present.code(), present.division(), why);
    }

    /** Waits until nobody else changes the place, and answers what it is then. */
    private BoardPlace present(BoardPlaceId place) {
        var reach = access.require(Action.EDIT_BOARDS);
        jdbc.sql("select id from board_place where id = :id for update")
                .param("id", place.value())
                .query(Long.class)
                .optional();
        var found = directory.find(place, reach).orElseThrow(() -> new NotFound("core.access.not-found"));
        if (!found.to().equals(Times.NO_END)) {
            throw new RuleViolation("materials.board.given-up", found.code());
        }
        return found;
    }

    private void check(LocalDate from, LocalDate earliest) {
        var today = Times.today(clock);
        if (from.isBefore(earliest) || from.isAfter(today)) {
            throw new RuleViolation("materials.board.day", earliest, today, from);
        }
    }

    /** One after the other in a unit; who also holds a place has it before. */
    private void refuseSecond(DivisionId division, String name, @Nullable BoardPlaceId itself) {
        jdbc.sql("select id from division where id = :id for update")
                .param("id", division.value())
                .query(Long.class)
                .single();
        var second = jdbc.sql("""
                select p.code from board_place_details d join board_place p on p.id = d.place_id
                where d.division_id = :division and d.name = :name and d.superseded_at = '9999-12-31'
                  and d.valid_to = '9999-12-31' and p.id <> :itself limit 1
                """)
                .param("division", division.value())
                .param("name", name)
                .param("itself", itself == null ? 0 : itself.value())
                .query((row, index) -> new PlaceCode(row.getString(1)).shown())
                .optional();
        if (second.isPresent()) {
            throw new RuleViolation("materials.board.name-taken", name, second.get());
        }
    }

    /** What the place is from a day on; the days before it stay as they were. */
    private void replace(BoardPlace present, DivisionId division, PlaceDetails details, LocalDate from) {
        var now = clock.instant();
        supersede(present.id(), now);
        if (from.isAfter(present.from())) {
            insert(present.id(), present.division(), present.details(), present.from(), from, now, null);
        }
        insert(present.id(), division, details, from, Times.NO_END, now, null);
    }

    private void supersede(BoardPlaceId place, Instant now) {
        jdbc.sql("update board_place_details set superseded_at = :now where place_id = :place"
                        + " and superseded_at = '9999-12-31' and valid_to = '9999-12-31'")
                .param("now", Times.sql(now))
                .param("place", place.value())
                .update();
    }

    private void insert(
            BoardPlaceId place,
            DivisionId division,
            PlaceDetails details,
            LocalDate from,
            LocalDate to,
            Instant now,
            @Nullable String reason) {
        jdbc.sql("""
                insert into board_place_details (id, place_id, division_id, name, kind, board, size, valid_from,
                  valid_to, recorded_at, superseded_at, recorded_by, reason)
                values (next value for board_place_details_seq, :place, :division, :name, :kind, :board, :size, :from,
                  :to, :now, '9999-12-31', :by, :reason)
                """)
                .param("place", place.value())
                .param("division", division.value())
                .param("name", details.name())
                .param("kind", details.kind().name())
                .param("board", details.board().name())
                .param("size", details.size().name())
                .param("from", from)
                .param("to", to)
                .param("now", Times.sql(now))
                .param("by", access.caller().person().value())
                .param("reason", reason)
                .update();
    }

    static String reason(String reason) {
        var stripped = reason.strip();
        if (stripped.isEmpty() || stripped.codePointCount(0, stripped.length()) > REASON_LENGTH) {
            throw new RuleViolation("materials.board.reason", REASON_LENGTH);
        }
        return stripped;
    }

    private static String words(PlaceDetails details) {
        return details.name() + " " + details.kind() + " " + details.board() + " " + details.size();
    }
}
