package cn.mingbai.materials.boards;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.attachments.Attachments;
import cn.mingbai.core.attachments.PhotoFile;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.Writes;
import cn.mingbai.materials.texts.ApprovedText;
import cn.mingbai.materials.texts.TextId;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What is done at the places of boards, recorded on the spot by the workers and officers of the place's own unit. */
@Service
public class Postings {

    private static final int LATE_DAYS = 30;

    private final PostingBook book;
    private final BoardPlaceDirectory directory;
    private final BoardVersions versions;
    private final PhotoRule photos;
    private final Attachments attachments;
    private final Codes codes;
    private final Writes writes;
    private final JdbcClient jdbc;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    Postings(
            PostingBook book,
            BoardPlaceDirectory directory,
            BoardVersions versions,
            PhotoRule photos,
            Attachments attachments,
            Codes codes,
            Writes writes,
            JdbcClient jdbc,
            Access access,
            Audit audit,
            Clock clock) {
        this.book = book;
        this.directory = directory;
        this.versions = versions;
        this.photos = photos;
        this.attachments = attachments;
        this.codes = codes;
        this.writes = writes;
        this.jdbc = jdbc;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Opens the page of the place whose printed code was scanned.
     *
     * @param token as the code's address holds it
     * @throws NotFound when the token is unknown or revoked, both alike
     * @throws AccessRefused when the place belongs to another unit; nothing of it is told
     */
    @Transactional(readOnly = true)
    public PostingForm openByCode(String token) {
        var reach = access.require(Action.RECORD_BOARD);
        var subject = codes.resolve(CodeKind.BOARD, token);
        var place = (subject.isPresent()
                        ? directory.find(new BoardPlaceId(subject.getAsLong()))
                        : Optional.<BoardPlace>empty())
                .orElseThrow(() -> new NotFound("materials.board.code-unknown"));
        if (!access.covers(reach, place.division())) {
            throw new AccessRefused("materials.board.other-unit");
        }
        return form(place);
    }

    /**
     * Opens the page of a place.
     *
     * @throws NotFound when there is none within reach, or it was given up
     */
    @Transactional(readOnly = true)
    public PostingForm open(BoardPlaceId place) {
        return form(own(place, access.require(Action.RECORD_BOARD)));
    }

    /**
     * The place that bears a typed code.
     *
     * @param code with its check character, as typed from a board
     * @throws RuleViolation when the check character does not fit
     * @throws NotFound when there is none within reach, or it was given up
     */
    @Transactional(readOnly = true)
    public BoardPlaceId byCode(String code) {
        var reach = access.require(Action.RECORD_BOARD);
        var typed = PlaceCode.typed(code);
        return directory
                .find(typed, reach)
                .filter(place -> place.to().equals(Times.NO_END))
                .map(BoardPlace::id)
                .orElseThrow(() -> new NotFound("materials.board.no-such-code", typed.shown()));
    }

    /**
     * Records what was done. The same sent again, even at the same time, is one act and gets the same answer.
     *
     * @throws NotFound when there is no such place within reach, or it was given up
     * @throws RuleViolation when the day lies in the future or before the place was there, nothing hangs there that could
     *     be seen or taken down, or the text is none of this board's
     * @throws Conflict when the client id already stands for something else; both are kept
     */
    public PostingReceipt record(PostingDraft draft) {
        var place = own(draft.place(), access.require(Action.RECORD_BOARD));
        var known = book.byClientId(draft.clientId());
        if (known.isPresent()) {
            return answerAgain(known.get(), draft, place);
        }
        try {
            return writes.inTransaction(() -> {
                // Whoever gives the place up waits, or has done so before this is checked.
                jdbc.sql("select id from board_place where id = :id for update")
                        .param("id", place.id().value())
                        .query(Long.class)
                        .single();
                var present = own(place.id(), access.require(Action.RECORD_BOARD));
                check(draft, present);
                book.insert(draft, present);
                return receipt(book.byClientId(draft.clientId()).orElseThrow(), present);
            });
        } catch (DuplicateKeyException sentBefore) {
            return answerAgain(book.byClientId(draft.clientId()).orElseThrow(() -> sentBefore), draft, place);
        }
    }

    /**
     * The receipt of an act.
     *
     * @throws NotFound when none of this id was recorded at a place within reach
     */
    @Transactional(readOnly = true)
    public PostingReceipt receipt(UUID clientId) {
        var reach = access.require(Action.RECORD_BOARD);
        return book.byClientId(clientId)
                .flatMap(recorded ->
                        directory.find(recorded.entry().place(), reach).map(place -> receipt(recorded, place)))
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    /**
     * Adds a photo to what the caller recorded; only what is to be seen is kept of it.
     *
     * @param bytes JPEG or PNG, at most {@link Attachments#MAX_BYTES}
     * @throws NotFound when the caller recorded no act of this id within reach
     * @throws RuleViolation when the district takes no photos, there is one already, or it is no picture
     */
    public PostingReceipt addPhoto(UUID clientId, byte[] bytes) {
        var reach = access.require(Action.RECORD_BOARD);
        var caller = access.caller();
        var recorded = book.byClientId(clientId)
                .filter(found -> found.recordedBy() == caller.person().value())
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        var place = directory
                .find(recorded.entry().place(), reach)
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        if (!photos.allowed(place.division())) {
            throw new RuleViolation("materials.photo.off");
        }
        if (recorded.entry().photo() != null) {
            throw new RuleViolation("materials.photo.there");
        }
        var plain = PhotoFile.plain(bytes);
        try {
            writes.inTransaction(() -> {
                var name = place.code() + "-" + recorded.entry().day() + ".jpg";
                var stored = attachments.storePhoto(name, plain, Action.VIEW_BOARDS, place.division(), caller.person());
                jdbc.sql("insert into board_photo (posting_id, attachment_id, recorded_at, recorded_by)"
                                + " values (:posting, :attachment, :now, :by)")
                        .param("posting", recorded.entry().id())
                        .param("attachment", stored.id().value())
                        .param("now", Times.sql(clock.instant()))
                        .param("by", caller.person().value())
                        .update();
            });
        } catch (DuplicateKeyException sentBefore) {
            throw new RuleViolation("materials.photo.there");
        }
        return receipt(book.byClientId(clientId).orElseThrow(), place);
    }

    /**
     * Withdraws what was recorded by mistake: it is kept and counts no more.
     *
     * @param posting the entry's id
     * @param reason why, 1 to 200 characters
     * @throws NotFound when there is none within reach
     * @throws RuleViolation when it was withdrawn before, or the reason is missing
     */
    @Transactional
    public void withdraw(long posting, String reason) {
        var reach = access.require(Action.EDIT_BOARDS);
        var recorded = book.byId(posting).orElseThrow(() -> new NotFound("core.access.not-found"));
        var place = directory
                .find(recorded.entry().place(), reach)
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        var why = BoardPlaces.reason(reason);
        if (!book.withdraw(posting, why)) {
            throw new RuleViolation("materials.board.withdrawn-before");
        }
        audit.record(
                "board.withdraw",
                "board place " + place.code(),
                place.division(),
                recorded.entry().act() + " on " + recorded.entry().day() + ": " + why);
    }

    private PostingReceipt answerAgain(PostingBook.Recorded first, PostingDraft draft, BoardPlace place) {
        var by = access.caller().person().value();
        if (Arrays.equals(first.payloadHash(), PostingBook.payloadHash(draft, by))) {
            return receipt(first, place);
        }
        writes.inTransaction(() -> book.keepConflict(draft, place));
        throw new Conflict("materials.board.conflict");
    }

    private void check(PostingDraft draft, BoardPlace place) {
        var today = Times.today(clock);
        var first = firstDay(place);
        if (draft.day().isAfter(today) || draft.day().isBefore(first)) {
            throw new RuleViolation("materials.board.day", first, today, draft.day());
        }
        if (draft.act() == BoardAct.POSTED) {
            if (draft.text() == null || !mayHaveBeenPosted(draft.text(), place, draft.day(), today)) {
                throw new RuleViolation("materials.board.which-text");
            }
        } else if (draft.text() != null) {
            throw new RuleViolation("materials.board.incomplete");
        } else if (!book.standing(place.id(), draft.day()).hangs()) {
            throw new RuleViolation("materials.board.nothing-hangs", draft.day());
        }
    }

    // Entered late, it may be the text that was in force on its day and is no more.
    private boolean mayHaveBeenPosted(TextId text, BoardPlace place, LocalDate day, LocalDate today) {
        return versions.choices(place, today).stream()
                        .anyMatch(choice -> choice.text().equals(text))
                || versions.inForce(place.details().board(), day)
                        .map(ApprovedText::id)
                        .filter(text::equals)
                        .isPresent();
    }

    /** What may have been posted today, and what was in force a month ago, for what is entered late. */
    private List<PostingForm.Choice> offered(BoardPlace place, LocalDate first, LocalDate today) {
        var offered = new ArrayList<>(versions.choices(place, today));
        var late = today.minusDays(LATE_DAYS);
        versions.inForce(place.details().board(), late.isBefore(first) ? first : late)
                .map(ApprovedText::id)
                .filter(text ->
                        offered.stream().noneMatch(choice -> choice.text().equals(text)))
                .ifPresent(text -> offered.add(new PostingForm.Choice(text, versions.label(text), false)));
        return offered;
    }

    private PostingForm form(BoardPlace place) {
        var today = Times.today(clock);
        var standing = book.standing(place.id(), today);
        var first = firstDay(place);
        return new PostingForm(
                place,
                standing,
                standing.state(versions.inForce(place.details().board(), today).map(ApprovedText::id)),
                standing.text().map(versions::label).orElse(""),
                offered(place, first, today),
                first,
                today);
    }

    private PostingReceipt receipt(PostingBook.Recorded recorded, BoardPlace place) {
        var entry = recorded.entry();
        var on = Times.dayOf(entry.recordedAt());
        return new PostingReceipt(
                DateTimeFormatter.BASIC_ISO_DATE.format(on) + "-" + entry.id(),
                entry.clientId(),
                place,
                entry.act(),
                Optional.ofNullable(entry.text()).map(versions::label).orElse(""),
                entry.phonesShown(),
                entry.day(),
                entry.day().isBefore(on),
                entry.photo() == null && photos.allowed(place.division()),
                entry.photo() != null);
    }

    private LocalDate firstDay(BoardPlace place) {
        return jdbc.sql("select min(valid_from) from board_place_details where place_id = :place"
                        + " and superseded_at = '9999-12-31'")
                .param("place", place.id().value())
                .query(LocalDate.class)
                .single();
    }

    private BoardPlace own(BoardPlaceId place, Reach reach) {
        return directory
                .find(place, reach)
                .filter(found -> found.to().equals(Times.NO_END))
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }
}
