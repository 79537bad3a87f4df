package cn.mingbai.core.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import cn.mingbai.TestApplication;
import cn.mingbai.core.crypto.Keys;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = TestApplication.class)
class CodesModuleTest {

    /** The database outlives a run, so each run counts on from its own start. */
    private static final AtomicLong SUBJECT = new AtomicLong(System.nanoTime());

    @Autowired
    Codes codes;

    @Autowired
    Keys keys;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JdbcTemplate batches;

    @Autowired
    Clock clock;

    @Autowired
    TransactionTemplate transactions;

    @Test
    void aTokenHasTwentySixSymbolsAndResolvesToItsSubject() {
        var subject = SUBJECT.incrementAndGet();
        var token = codes.token(CodeKind.HOUSEHOLD, subject);
        assertThat(token).matches("[0-9A-HJKMNP-TV-Z]{26}");
        assertThat(codes.resolve(CodeKind.HOUSEHOLD, token)).hasValue(subject);
    }

    @Test
    void theSameSubjectHasTheSameCodeOnReprintAndAfterARestart() {
        var subject = SUBJECT.incrementAndGet();
        var token = codes.token(CodeKind.HOUSEHOLD, subject);
        assertThat(codes.token(CodeKind.HOUSEHOLD, subject)).isEqualTo(token);
        assertThat(restarted("http://localhost:8080").token(CodeKind.HOUSEHOLD, subject))
                .isEqualTo(token);
        assertThat(rows(subject)).isEqualTo(1);
    }

    @Test
    void neighboursHaveUnrelatedCodes() {
        var first = codes.token(CodeKind.HOUSEHOLD, SUBJECT.incrementAndGet());
        var second = codes.token(CodeKind.HOUSEHOLD, SUBJECT.incrementAndGet());
        var same = 0;
        for (var at = 0; at < first.length(); at++) {
            same += first.charAt(at) == second.charAt(at) ? 1 : 0;
        }
        assertThat(same).isLessThan(13);
    }

    @Test
    void revokingMakesTheNextCodeAnotherAndTheOldOneUnknown() {
        var subject = SUBJECT.incrementAndGet();
        var old = codes.token(CodeKind.HOUSEHOLD, subject);
        codes.revoke(CodeKind.HOUSEHOLD, subject);
        assertThat(codes.resolve(CodeKind.HOUSEHOLD, old)).isEmpty();
        var fresh = codes.token(CodeKind.HOUSEHOLD, subject);
        assertThat(fresh).isNotEqualTo(old);
        assertThat(codes.resolve(CodeKind.HOUSEHOLD, fresh)).hasValue(subject);
        assertThat(codes.resolve(CodeKind.HOUSEHOLD, old)).isEmpty();
        assertThat(jdbc.sql("select max(version) from code where subject_id = ?")
                        .params(subject)
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void revokingWhatWasNeverIssuedDoesNothing() {
        var subject = SUBJECT.incrementAndGet();
        codes.revoke(CodeKind.HOUSEHOLD, subject);
        assertThat(rows(subject)).isZero();
    }

    @Test
    void theDatabaseAloneCannotPrintACode() {
        var subject = SUBJECT.incrementAndGet();
        var token = codes.token(CodeKind.HOUSEHOLD, subject);
        var row = jdbc.sql("select * from code where subject_id = ?")
                .params(subject)
                .query()
                .singleRow();
        for (var value : row.values()) {
            var text = value instanceof byte[] bytes
                    ? HexFormat.of().formatHex(bytes) + new String(bytes, StandardCharsets.ISO_8859_1)
                    : String.valueOf(value);
            assertThat(text).doesNotContain(token);
        }
        var foreign = Keys.hmac(new byte[32], "HOUSEHOLD|" + subject + "|1");
        assertThat(Base32.encode(foreign)).doesNotStartWith(token.substring(0, 25));
    }

    @Test
    void readsATypedTokenInEitherCaseAndWithLookAlikes() {
        var subject = SUBJECT.incrementAndGet();
        var token = codes.token(CodeKind.HOUSEHOLD, subject);
        var mixed = token.substring(0, 13).toLowerCase(Locale.ROOT) + token.substring(13);
        var lookAlike = token.replace('0', 'o').replace('1', 'l');
        assertThat(codes.resolve(CodeKind.HOUSEHOLD, mixed)).hasValue(subject);
        assertThat(codes.resolve(CodeKind.HOUSEHOLD, lookAlike)).hasValue(subject);
        assertThat(codes.resolve(CodeKind.HOUSEHOLD, " " + token + "\n")).hasValue(subject);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "00000000000000000000000000",
                "0000000000000000000000000",
                "000000000000000000000000000",
                "' or 1=1 -- 00000000000000",
                "UUUUUUUUUUUUUUUUUUUUUUUUUU",
                "００００００００００００００００００００００００００",
                "ıııııııııııııııııııııııııı",
                "../../../../etc/passwd0000"
            })
    void whateverIsNoTokenIsUnknown(String hostile) {
        assertThat(codes.resolve(CodeKind.HOUSEHOLD, hostile)).isEmpty();
    }

    @Test
    void issuesAWholeVillageInTheOrderAskedAndOnlyWhatIsMissing() {
        var subjects = new ArrayList<>(LongStream.range(0, 2500)
                .mapToObj(i -> SUBJECT.incrementAndGet())
                .toList());
        Collections.shuffle(subjects, new Random(20261125));
        var early = codes.token(CodeKind.HOUSEHOLD, subjects.get(7));
        var revoked = codes.token(CodeKind.HOUSEHOLD, subjects.get(8));
        codes.revoke(CodeKind.HOUSEHOLD, subjects.get(8));
        var tokens = codes.tokens(CodeKind.HOUSEHOLD, subjects);
        assertThat(List.copyOf(tokens.keySet())).isEqualTo(subjects);
        assertThat(tokens.values()).doesNotHaveDuplicates().doesNotContain(revoked);
        assertThat(tokens).containsEntry(subjects.get(7), early);
        assertThat(codes.tokens(CodeKind.HOUSEHOLD, subjects)).isEqualTo(tokens);
        for (var index : List.of(0, 7, 8, 999, 1000, 2499)) {
            var subject = subjects.get(index);
            assertThat(codes.resolve(CodeKind.HOUSEHOLD, tokens.get(subject))).hasValue(subject);
        }
    }

    @Test
    void printsAtTheSameMomentGiveEachSubjectOneCode() throws Exception {
        for (var round = 0; round < 5; round++) {
            var subjects = LongStream.range(0, 40)
                    .mapToObj(i -> SUBJECT.incrementAndGet())
                    .toList();
            var backwards = subjects.reversed();
            var barrier = new CyclicBarrier(8);
            var runs = new ArrayList<Callable<java.util.Map<Long, String>>>();
            for (var run = 0; run < 8; run++) {
                var order = run % 2 == 0 ? subjects : backwards;
                runs.add(() -> {
                    barrier.await();
                    // The outer transaction has read before, so that its snapshot is older than the others' commits.
                    return transactions.execute(status -> {
                        rows(order.getFirst());
                        return codes.tokens(CodeKind.HOUSEHOLD, order);
                    });
                });
            }
            try (var pool = Executors.newFixedThreadPool(8)) {
                var first = java.util.Map.<Long, String>of();
                for (var done : pool.invokeAll(runs)) {
                    first = first.isEmpty() ? done.get() : first;
                    assertThat(done.get()).isEqualTo(first);
                }
            }
            for (var subject : subjects) {
                assertThat(rows(subject)).isEqualTo(1);
            }
        }
    }

    @Test
    void printsAndRevocationsAtTheSameMomentLeaveAtMostOneCodeInForce() throws Exception {
        var subject = SUBJECT.incrementAndGet();
        var barrier = new CyclicBarrier(8);
        var runs = new ArrayList<Callable<String>>();
        for (var run = 0; run < 8; run++) {
            var revokes = run % 2 == 0;
            runs.add(() -> {
                barrier.await();
                for (var i = 0; i < 10; i++) {
                    if (revokes) {
                        codes.revoke(CodeKind.HOUSEHOLD, subject);
                    } else {
                        codes.token(CodeKind.HOUSEHOLD, subject);
                    }
                }
                return "";
            });
        }
        try (var pool = Executors.newFixedThreadPool(8)) {
            for (var done : pool.invokeAll(runs)) {
                done.get();
            }
        }
        var inForce = jdbc.sql("select count(*) from code where subject_id = ? and revoked_at is null")
                .params(subject)
                .query(Integer.class)
                .single();
        assertThat(inForce).isLessThanOrEqualTo(1);
        assertThat(codes.resolve(CodeKind.HOUSEHOLD, codes.token(CodeKind.HOUSEHOLD, subject)))
                .hasValue(subject);
    }

    @Test
    void printsAddressesInTheAlphanumericAlphabetOfQr() {
        assertThat(restarted("https://mb.example.cn/").address(CodeKind.HOUSEHOLD, "0000"))
                .isEqualTo("HTTPS://MB.EXAMPLE.CN/H/0000");
        assertThat(restarted("https://mb.example.cn").leadsToOwnMachine()).isFalse();
        assertThat(restarted("http://localhost:8080").leadsToOwnMachine()).isTrue();
        assertThat(restarted("http://127.0.0.1").leadsToOwnMachine()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mb.example.cn",
                "https://mb.example.cn/mingbai",
                "https://mb_1.example.cn",
                "https://明白.中国",
                "https://[::1]",
                "https://user@mb.example.cn",
                "https://mb.example.cn?x=1"
            })
    void refusesToStartWithABaseThatDoesNotSurviveCapitals(String base) {
        assertThatIllegalStateException()
                .isThrownBy(() -> restarted(base))
                .withMessageContaining("mingbai.public-base");
    }

    private Codes restarted(String base) {
        return new Codes(keys, base, jdbc, batches, clock);
    }

    private int rows(long subject) {
        return jdbc.sql("select count(*) from code where subject_id = ?")
                .params(subject)
                .query(Integer.class)
                .single();
    }
}
