package cn.mingbai.materials.boards;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.attachments.AttachmentId;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.time.Times;
import cn.mingbai.materials.texts.TextId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes what was done at places; runs in its caller's transaction. */
@Component
class PostingBook {

    private static final int CHUNK = 500;

    private static final String ENTRY = """
            select b.id, b.client_id, b.place_id, b.act, b.text_id, b.phones_shown, b.happened_on, p.name, b.recorded_at,
              f.attachment_id, b.superseded_reason, b.payload_hash, b.division_id, b.recorded_by
            from board_posting b
            join person p on p.id = b.recorded_by
            left join board_photo f on f.posting_id = b.id
            """;

    private final JdbcClient jdbc;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    PostingBook(JdbcClient jdbc, Access access, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * An entry with what only this package asks.
     *
     * @param division where the place belonged when it was recorded
     * @param recordedBy the recorder
     */
    record Recorded(PostingEntry entry, byte[] payloadHash, DivisionId division, long recordedBy) {}

    /**
     * Inserts an act.
     *
     * @throws DuplicateKeyException when the client id is known
     */
    void insert(PostingDraft draft, BoardPlace place) {
        var by = access.caller().person().value();
        jdbc.sql("""
                insert into board_posting (id, client_id, place_id, division_id, act, text_id, phones_shown, happened_on,
                  payload_hash, recorded_at, recorded_by, superseded_at)
                values (next value for board_posting_seq, :client, :place, :division, :act, :text, :phones, :day, :hash,
                  :now, :by, '9999-12-31')
                """)
                .param("client", draft.clientId().toString())
                .param("place", draft.place().value())
                .param("division", place.division().value())
                .param("act", draft.act().name())
                .param("text", draft.text() == null ? null : draft.text().value())
                .param("phones", draft.phonesShown())
                .param("day", draft.day())
                .param("hash", payloadHash(draft, by))
                .param("now", Times.sql(clock.instant()))
                .param("by", by)
                .update();
        audit.record(
                "board.record",
                "board place " + place.code(),
                place.division(),
                draft.act() + " on " + draft.day()
                        + (draft.text() == null ? "" : ", text " + draft.text().value()));
    }

    /** The act with this client id, whoever recorded it. */
    Optional<Recorded> byClientId(UUID clientId) {
        return jdbc.sql(ENTRY + " where b.client_id = :client")
                .param("client", clientId.toString())
                .query(PostingBook::recorded)
                .optional();
    }

    /** The act with this id. */
    Optional<Recorded> byId(long posting) {
        return jdbc.sql(ENTRY + " where b.id = :id")
                .param("id", posting)
                .query(PostingBook::recorded)
                .optional();
    }

    /** Everything that was ever recorded of a place, withdrawn or not, the latest first. */
    List<PostingEntry> history(BoardPlaceId place) {
        return jdbc
                .sql(ENTRY + " where b.place_id = :place order by b.happened_on desc, b.id desc")
                .param("place", place.value())
                .query(PostingBook::recorded)
                .list()
                .stream()
                .map(Recorded::entry)
                .toList();
    }

    /** What counted on {@code asOf}, by place; places of which nothing is known are missing. */
    Map<BoardPlaceId, List<PostingEntry>> known(Collection<BoardPlaceId> places, AsOf asOf) {
        var ids = places.stream().map(BoardPlaceId::value).toList();
        var entries = new HashMap<BoardPlaceId, List<PostingEntry>>();
        for (var from = 0; from < ids.size(); from += CHUNK) {
            jdbc.sql(ENTRY + " where b.place_id in (:places) and b.happened_on <= :day"
                            + " and b.recorded_at < :known and b.superseded_at >= :known")
                    .param("places", ids.subList(from, Math.min(from + CHUNK, ids.size())))
                    .param("day", asOf.day())
                    .param("known", Times.sql(asOf.knownBefore()))
                    .query(PostingBook::recorded)
                    .list()
                    .forEach(
                            recorded -> entries.computeIfAbsent(recorded.entry().place(), place -> new ArrayList<>())
                                    .add(recorded.entry()));
        }
        return entries;
    }

    /** How it stood with a place on a day, as known now. */
    Standing standing(BoardPlaceId place, LocalDate day) {
        return Standing.of(jdbc
                .sql(ENTRY + " where b.place_id = :place and b.happened_on <= :day and b.superseded_at = '9999-12-31'")
                .param("place", place.value())
                .param("day", day)
                .query(PostingBook::recorded)
                .list()
                .stream()
                .map(Recorded::entry)
                .toList());
    }

    /** Whether a board hangs at the place, as known now. */
    boolean hangs(BoardPlaceId place) {
        return standing(place, Times.today(clock)).hangs();
    }

    /** Withdraws an act that counts; answers whether it did. */
    boolean withdraw(long posting, String reason) {
        return jdbc.sql(
                                "update board_posting set superseded_at = :now, superseded_by = :by, superseded_reason = :reason"
                                        + " where id = :id and superseded_at = '9999-12-31'")
                        .param("now", Times.sql(clock.instant()))
                        .param("by", access.caller().person().value())
                        .param("reason", reason)
                        .param("id", posting)
                        .update()
                == 1;
    }

    /** Keeps what came with a client id that stands for another content; the same again is kept once. */
    void keepConflict(PostingDraft draft, BoardPlace place) {
        var by = access.caller().person().value();
        try {
            jdbc.sql("""
                    insert into board_posting_conflict (id, client_id, place_id, act, text_id, phones_shown, happened_on,
                      payload_hash, recorded_at, recorded_by)
                    values (next value for board_posting_conflict_seq, :client, :place, :act, :text, :phones, :day, :hash,
                      :now, :by)
                    """)
                    .param("client", draft.clientId().toString())
                    .param("place", draft.place().value())
                    .param("act", draft.act().name())
                    .param("text", draft.text() == null ? null : draft.text().value())
                    .param("phones", draft.phonesShown())
                    .param("day", draft.day())
                    .param("hash", payloadHash(draft, by))
                    .param("now", Times.sql(clock.instant()))
                    .param("by", by)
                    .update();
            audit.record(
                    "board.conflict",
                    "board place " + place.code(),
                    place.division(),
                    "client id " + draft.clientId() + " " + draft.act() + " on " + draft.day());
        } catch (DuplicateKeyException keptBefore) {
            // Sent again: it is there.
        }
    }

    static byte[] payloadHash(PostingDraft draft, long by) {
        var payload = draft.place().value() + "|" + by + "|" + draft.act() + "|"
                + (draft.text() == null ? "" : draft.text().value()) + "|" + draft.phonesShown() + "|" + draft.day();
        try {
            return MessageDigest.getInstance("SHA-256").digest(payload.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("expected SHA-256 in every JDK", missing);
        }
    }

    private static Recorded recorded(ResultSet row, int index) throws SQLException {
        var text = row.getObject(5, Long.class);
        var photo = row.getObject(10, Long.class);
        return new Recorded(
                new PostingEntry(
                        row.getLong(1),
                        UUID.fromString(row.getString(2)),
                        new BoardPlaceId(row.getLong(3)),
                        BoardAct.valueOf(row.getString(4)),
                        text == null ? null : new TextId(text),
                        row.getBoolean(6),
                        row.getObject(7, LocalDate.class),
                        row.getString(8),
                        Times.instant(row.getObject(9, LocalDateTime.class)),
                        photo == null ? null : new AttachmentId(photo),
                        row.getString(11)),
                row.getBytes(12),
                new DivisionId(row.getLong(13)),
                row.getLong(14));
    }
}
