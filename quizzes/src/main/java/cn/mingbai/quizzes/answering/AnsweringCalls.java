package cn.mingbai.quizzes.answering;

import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NoRoom;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.quizzes.attempts.AnswerSheets;
import cn.mingbai.quizzes.attempts.ClockTime;
import cn.mingbai.quizzes.attempts.Feedback;
import cn.mingbai.quizzes.attempts.OpenedPaper;
import cn.mingbai.quizzes.attempts.Refusal;
import cn.mingbai.quizzes.attempts.State;
import cn.mingbai.quizzes.attempts.Typed;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The calls of the answering page, by token alone: no session, no cookie, nothing kept by a cache. Every refusal says what
 * kind of problem it is in {@code problem}; one that a person must read says it in {@code message}.
 */
@RestController
@RequestMapping(path = "/Q/{token}", produces = MediaType.APPLICATION_JSON_VALUE)
class AnsweringCalls {

    private static final int LONGEST_KEY = 40;
    private static final int MOST_ANSWERS = 300;

    private final AnswerSheets sheets;
    private final Texts texts;

    AnsweringCalls(AnswerSheets sheets, Texts texts) {
        this.sheets = sheets;
        this.texts = texts;
    }

    record Start(String key, int tab) {}

    record One(String answer, long seq, int tab, @Nullable String typedAt) {}

    record Left(
            int number, String answer, long seq, @Nullable String typedAt) {}

    record HandIn(int tab, @Nullable List<Left> answers) {}

    record Away(int seconds, @Nullable String typedAt) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Saved(
            long seq,
            boolean late,
            Instant now,
            @Nullable Instant deadline,
            State state,
            @Nullable Feedback marked) {}

    /** @param told from when {@code result} tells what came out, or null when it does at once */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HandedIn(
            State state,
            String result,
            List<Integer> refused,
            @Nullable Instant told) {}

    /** What is wrong, with whatever helps to go on. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Problem(
            String problem,
            @Nullable String message,
            @Nullable String signIn,
            @Nullable String answer,
            @Nullable Long seq,
            @Nullable Integer tab,
            @Nullable Instant now,
            @Nullable Instant opensAt,
            @Nullable Instant deadline) {

        static Problem of(String problem) {
            return new Problem(problem, null, null, null, null, null, null, null, null);
        }

        Problem message(String sentence) {
            return new Problem(problem, sentence, signIn, answer, seq, tab, now, opensAt, deadline);
        }
    }

    /** Opens the paper: counts up its tab. */
    @GetMapping("/paper")
    ResponseEntity<OpenedPaper> paper(@PathVariable String token) {
        return ok(sheets.open(token));
    }

    /** Starts the time; however often it is called, it is started once. */
    @PostMapping("/start")
    ResponseEntity<?> start(@PathVariable String token, HttpServletRequest request) {
        var start = CallBody.read(request, Start.class);
        if (start.key() == null || start.key().isBlank() || start.key().length() > LONGEST_KEY || start.tab() < 1) {
            throw new RuleViolation("quizzes.call.unreadable");
        }
        var opened = sheets.start(token, start.key(), start.tab());
        return opened.state() == State.ENDED ? problem(HttpStatus.CONFLICT, Problem.of("ended")) : ok(opened);
    }

    /** Saves one answer. */
    @PutMapping("/answers/{number:\\d{1,3}}")
    ResponseEntity<?> save(@PathVariable String token, @PathVariable int number, HttpServletRequest request) {
        var one = CallBody.read(request, One.class);
        requireText(one.answer());
        var receipt = sheets.save(
                token, one.tab(), new Typed(number, one.answer(), one.seq(), CallBody.deviceTime(one.typedAt())));
        return receipt.refusal() == null
                ? ok(new Saved(
                        receipt.seq(),
                        receipt.late(),
                        receipt.now(),
                        receipt.deadline(),
                        receipt.state(),
                        receipt.feedback()))
                : problem(
                        HttpStatus.CONFLICT,
                        new Problem(
                                name(receipt.refusal()),
                                null,
                                null,
                                receipt.answer(),
                                receipt.seq(),
                                receipt.tab(),
                                receipt.now(),
                                null,
                                receipt.deadline()));
    }

    /** Saves what is left and ends the attempt. */
    @PostMapping(path = "/hand-in", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> handIn(@PathVariable String token, HttpServletRequest request) {
        var handIn = CallBody.read(request, HandIn.class);
        var answers = handIn.answers() == null ? List.<Left>of() : handIn.answers();
        if (answers.size() > MOST_ANSWERS) {
            throw new RuleViolation("quizzes.call.unreadable");
        }
        var ending = sheets.handIn(
                token, handIn.tab(), answers.stream().map(AnsweringCalls::typed).toList());
        return ending.refusal() == null
                ? ok(new HandedIn(State.ENDED, "/Q/" + token + "/result", ending.refused(), ending.told()))
                : problem(
                        HttpStatus.CONFLICT,
                        new Problem(name(ending.refusal()), null, null, null, null, ending.tab(), null, null, null));
    }

    /** How the attempt stands now. */
    @GetMapping("/clock")
    ResponseEntity<ClockTime> clock(@PathVariable String token) {
        return ok(sheets.clock(token));
    }

    /** Notes that the person looked away. */
    @PostMapping("/away")
    ResponseEntity<Void> away(@PathVariable String token, HttpServletRequest request) {
        var away = CallBody.read(request, Away.class);
        sheets.away(token, away.seconds(), CallBody.deviceTime(away.typedAt()));
        return ResponseEntity.noContent().cacheControl(CacheControl.noStore()).build();
    }

    @ExceptionHandler
    ResponseEntity<Problem> told(MingbaiException refused, Locale locale) {
        var sentence = texts.get(
                locale,
                refused.key(),
                refused.arguments().stream().map(AnsweringCalls::shortened).toArray());
        return switch (refused) {
            case NotFound missing ->
                problem(
                        HttpStatus.NOT_FOUND,
                        Problem.of(missing.key().equals("quizzes.attempt.no-question") ? "no-question" : "gone")
                                .message(sentence));
            case AccessRefused expired ->
                problem(
                        HttpStatus.UNAUTHORIZED,
                        new Problem(
                                "expired",
                                sentence,
                                String.valueOf(expired.arguments().getFirst()),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null));
            case Conflict early
            when early.key().equals("quizzes.attempt.not-yet")
                    && early.arguments().getFirst() instanceof Instant opensAt ->
                problem(HttpStatus.CONFLICT, new Problem("not-yet", null, null, null, null, null, null, opensAt, null));
            case Conflict other ->
                problem(
                        HttpStatus.CONFLICT,
                        Problem.of(other.key().equals("quizzes.attempt.not-started") ? "not-started" : "ended")
                                .message(sentence));
            case RuleViolation unreadable ->
                problem(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        Problem.of("unreadable").message(sentence));
            case NoRoom full ->
                problem(HttpStatus.INSUFFICIENT_STORAGE, Problem.of("disk-full").message(sentence));
        };
    }

    @ExceptionHandler
    ResponseEntity<Problem> tooLong(CallBody.TooLong tooLong, Locale locale) {
        return problem(
                HttpStatus.CONTENT_TOO_LARGE,
                Problem.of("too-long").message(texts.get(locale, "quizzes.call.too-long", CallBody.LONGEST / 1024)));
    }

    private static Typed typed(@Nullable Left left) {
        if (left == null) {
            throw new RuleViolation("quizzes.call.unreadable");
        }
        requireText(left.answer());
        return new Typed(left.number(), left.answer(), left.seq(), CallBody.deviceTime(left.typedAt()));
    }

    private static void requireText(@Nullable String answer) {
        if (answer == null) {
            throw new RuleViolation("quizzes.call.unreadable");
        }
    }

    private static String name(Refusal refusal) {
        return refusal.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String shortened(Object argument) {
        var words = String.valueOf(argument);
        return words.length() <= 30 ? words : words.substring(0, 30) + "…";
    }

    private static <T> ResponseEntity<T> ok(T body) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }

    private static ResponseEntity<Problem> problem(HttpStatus status, Problem problem) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .body(problem);
    }
}
