package cn.mingbai.core.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.MovableClock;
import cn.mingbai.core.testing.World;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** Notices, and the mails that a real SMTP server receives. */
@SpringBootTest(
        classes = TestApplication.class,
        properties = {"mingbai.mail.from=mingbai@district.example", "mingbai.mail.every=PT24H"})
@Import(MovableClock.Standing.class)
@ExtendWith(OutputCaptureExtension.class)
class NoticesModuleTest {

    private static GreenMail server = started(0);
    private static final int PORT = server.getSmtp().getPort();

    @Autowired
    InAppNotices notices;

    @Autowired
    NoticeBox box;

    @Autowired
    Mailer mailer;

    @Autowired
    MovableClock clock;

    @Autowired
    World world;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    private static final AtomicInteger WEEKS = new AtomicInteger();

    private PersonId person = new PersonId(0);

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry registry) {
        registry.add("spring.mail.host", () -> "127.0.0.1");
        registry.add("spring.mail.port", () -> PORT);
    }

    private static GreenMail started(int port) {
        var server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return server;
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @BeforeEach
    void somebody() {
        // Noon of a Wednesday, each test a week after the one before.
        clock.set(MovableClock.START.plus(Duration.ofDays(7L * WEEKS.incrementAndGet())));
        // An earlier run on this database may have left some, at whatever time its clock had come to.
        jdbc.sql("update notice set mail_state = 'NONE' where mail_state = 'WAITING'")
                .update();
        person = world.signIn(Role.OUTREACH_WORKER, World.VILLAGE);
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    @Test
    void aNoticeIsPostedOncePerPersonKindAndSubject() {
        assertThat(post("training.due", "2026-12-31")).isTrue();
        assertThat(post("training.due", "2026-12-31")).isFalse();
        assertThat(post("training.due", "2027-12-31")).isTrue();
        assertThat(post("training.other", "2026-12-31")).isTrue();
        assertThat(box.unread()).isEqualTo(3);
        assertThat(box.mine(Locale.SIMPLIFIED_CHINESE))
                .hasSize(3)
                .allSatisfy(line -> assertThat(line.text()).isEqualTo("文件超过7MB，请压缩或拆分后再上传。"));
        assertThat(box.mine(Locale.ENGLISH))
                .allSatisfy(line -> assertThat(line.text()).contains("7 MB"));
        var somebodyElse = world.signIn(Role.OUTREACH_WORKER, World.VILLAGE);
        assertThat(somebodyElse).isNotEqualTo(person);
        assertThat(box.unread()).isZero();
        assertThat(box.mine(Locale.ENGLISH)).isEmpty();
    }

    @Test
    void manyAreToldTheSameAtOnceAndNobodyTwice() {
        var people = new ArrayList<>(
                jdbc.sql("select id from person order by id desc limit 1200").query(Long.class).list().stream()
                        .map(PersonId::new)
                        .toList());
        people.add(person);
        people.add(person);
        var size = (int) people.stream().distinct().count();
        assertThat(size).as("more than one statement's").isGreaterThan(1);
        assertThat(postAll(people.subList(0, 1), "at once " + person.value())).isEqualTo(1);
        assertThat(postAll(people, "at once " + person.value())).isEqualTo(size - 1);
        assertThat(postAll(people, "at once " + person.value())).isZero();
        assertThat(postAll(List.of(), "nobody")).isZero();
        assertThat(box.mine(Locale.ENGLISH)).singleElement().satisfies(line -> {
            assertThat(line.text()).contains("7 MB");
            assertThat(line.read()).isFalse();
        });
        assertThatThrownBy(() -> transactions.executeWithoutResult(
                        status -> notices.postAll(people, "a", "b", "core.notice.title", List.of(), "//evil.example")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private int postAll(Collection<PersonId> people, String subject) {
        return Objects.requireNonNull(transactions.execute(status ->
                notices.postAll(people, "many", subject, "core.attachment.too-large", List.of("7"), "courses")));
    }

    @Test
    void postingTwiceAtOnceMakesOneNotice() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var tries = java.util.stream.IntStream.range(0, 40)
                    .mapToObj(number -> threads.submit(() -> post("training.due", "at once " + person.value())))
                    .toList();
            var won = 0;
            for (var each : tries) {
                won += each.get() ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        }
        assertThat(box.unread()).isEqualTo(1);
    }

    @Test
    void readingMarksTheOwnNoticesAndNoOthers() {
        post("a", "1");
        post("b", "1");
        var ids = box.mine(Locale.ENGLISH).stream().map(NoticeBox.Line::id).collect(Collectors.toSet());
        var reader = person;
        world.signIn(Role.OUTREACH_WORKER, World.VILLAGE);
        box.markRead(ids);
        world.signIn(reader);
        assertThat(box.unread()).isEqualTo(2);
        box.markRead(Set.of(ids.iterator().next()));
        assertThat(box.unread()).isEqualTo(1);
        assertThat(box.mine(Locale.ENGLISH)).extracting(NoticeBox.Line::read).containsExactly(false, true);
        world.signOut();
        assertThatThrownBy(() -> box.unread()).isInstanceOf(AccessRefused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/training", "//evil.example", "https://evil.example", "javascript:alert(1)", "a b", "a\\b"})
    void aNoticeLeadsNowhereButIntoTheApplication(String path) {
        assertThatThrownBy(() -> transactions.executeWithoutResult(
                        status -> notices.post(person, "a", "b", "core.notice.title", List.of(), path)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anUnreadNoticeIsMailedOnceToWhomWantsIt() throws Exception {
        box.mailTo(address());
        assertThat(box.mailing()).isEqualTo(new NoticeBox.Mailing(true, address()));
        post("training.due", "once");
        post("training.due", "once");
        assertThat(mailer.sendWaiting()).isEqualTo(1);
        assertThat(mailer.sendWaiting()).isZero();
        assertThat(received()).singleElement().satisfies(mail -> {
            assertThat(mail.getSubject()).isEqualTo("明白：您有一条通知");
            assertThat(mail.getFrom()[0].toString()).isEqualTo("mingbai@district.example");
            assertThat(mail.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
            assertThat((String) mail.getContent()).contains("文件超过7MB").contains("http://localhost:8080/people?q=1");
        });
    }

    @Test
    void whoGaveNoAddressOrHasReadItGetsNoMail() {
        post("a", "no address");
        assertThat(mailer.sendWaiting()).isZero();
        box.mailTo(address());
        assertThat(mailer.sendWaiting()).as("its turn has passed").isZero();
        post("a", "read");
        box.markRead(box.mine(Locale.ENGLISH).stream().map(NoticeBox.Line::id).collect(Collectors.toSet()));
        assertThat(mailer.sendWaiting()).isZero();
        assertThat(received()).isEmpty();
    }

    @Test
    void aServerThatIsAwayIsTriedLaterAndLoggedOnce(CapturedOutput output) {
        box.mailTo(address());
        post("a", "server away");
        server.stop();
        assertThat(mailer.sendWaiting()).isZero();
        assertThat(mailer.sendWaiting()).as("pausing").isZero();
        clock.advance(Mailer.PAUSE.plusSeconds(1));
        assertThat(mailer.sendWaiting()).as("still away").isZero();
        assertThat(output.getAll().split("the mail server is away", -1)).hasSize(2);
        server = started(PORT);
        clock.advance(Mailer.PAUSE.plusSeconds(1));
        assertThat(mailer.sendWaiting()).isEqualTo(1);
        assertThat(received()).hasSize(1);
        assertThat(output.getAll()).contains("the mail server is back");
        clock.advance(Duration.ofHours(1));
        assertThat(mailer.sendWaiting()).isZero();
        assertThat(received()).hasSize(1);
    }

    @Test
    void aPauseThatBeganWhileTheClockStoodAheadEndsWhenItIsSetBack() throws Exception {
        box.mailTo(address());
        var now = clock.instant();
        post("a", "server away");
        post("a", "for now");
        clock.advance(Duration.ofHours(26));
        server.stop();
        assertThat(mailer.sendWaiting()).isZero();
        server = started(PORT);
        clock.set(now);
        assertThat(mailer.sendWaiting()).isEqualTo(2);
    }

    @Test
    void aMailRefusedForGoodIsNotTriedAgainAndOneRefusedForNowIs() throws Exception {
        box.mailTo(address());
        post("a", "for good");
        assertThat(throughServerAnswering("550 5.1.1 no such mailbox")).isZero();
        assertThat(mailState("for good")).isEqualTo("REFUSED");
        post("a", "for now");
        assertThat(throughServerAnswering("451 4.3.0 come back later")).isZero();
        assertThat(mailState("for now")).isEqualTo("WAITING");
        assertThat(mailer.sendWaiting()).as("not before its time").isZero();
        clock.advance(Mailer.PAUSE.plusSeconds(1));
        assertThat(mailer.sendWaiting()).isEqualTo(1);
        assertThat(received()).hasSize(1);
    }

    @Test
    void aMailWhoseAnswerGotLostIsNotSentASecondTime() throws Exception {
        box.mailTo(address());
        post("a", "lost answer");
        assertThat(throughServerAnswering("")).isZero();
        assertThat(mailState("lost answer")).isEqualTo("UNKNOWN");
        clock.advance(Duration.ofHours(1));
        assertThat(mailer.sendWaiting()).isZero();
        assertThat(received()).isEmpty();
    }

    @Test
    void aMailThatWasTakenCountsAsSentHoweverTheServerHangsUp() throws Exception {
        box.mailTo(address());
        post("a", "no good-bye");
        assertThat(throughServerAnswering("taken")).isEqualTo(1);
        assertThat(mailState("no good-bye")).isEqualTo("SENT");
    }

    private String mailState(String subject) {
        return jdbc.sql("select mail_state from notice where person_id = :person and subject = :subject")
                .param("person", person.value())
                .param("subject", subject)
                .query(String.class)
                .single();
    }

    /**
     * Sends to a server that answers every recipient so; without an answer it hangs up when it has the whole mail, and
     * "taken" makes it take the mail and hang up then.
     */
    private int throughServerAnswering(String answer) throws Exception {
        server.stop();
        try (var socket = new ServerSocket(PORT, 1, InetAddress.getByName("127.0.0.1"));
                var thread = Executors.newSingleThreadExecutor()) {
            var serving = thread.submit(() -> serve(socket, answer));
            var sent = mailer.sendWaiting();
            serving.get();
            return sent;
        } finally {
            server = started(PORT);
        }
    }

    private static Void serve(ServerSocket socket, String answer) throws IOException {
        try (var client = socket.accept();
                var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                var out = new PrintWriter(client.getOutputStream(), true, StandardCharsets.US_ASCII)) {
            out.print("220 test\r\n");
            out.flush();
            String line;
            while ((line = in.readLine()) != null) {
                if (line.equals(".")) {
                    if (answer.equals("taken")) {
                        out.print("250 taken\r\n");
                        out.flush();
                    }
                    return null;
                }
                var verb = line.split(" ")[0];
                var reply = switch (verb) {
                    case "EHLO", "HELO", "MAIL", "RSET" -> "250 fine";
                    case "RCPT" -> answer.isEmpty() || answer.equals("taken") ? "250 fine" : answer;
                    case "DATA" -> "354 go on";
                    case "QUIT" -> "221 bye";
                    default -> "";
                };
                if (!reply.isEmpty()) {
                    out.print(reply + "\r\n");
                    out.flush();
                }
            }
        }
        return null;
    }

    @Test
    void noMailLeavesAfterHoursAndWhatIsPostedThenLeavesTheNextMorning() {
        box.mailTo(address());
        clock.advance(Duration.ofHours(7));
        post("a", "evening");
        assertThat(mailer.sendWaiting()).as("19:00").isZero();
        assertThat(received()).isEmpty();
        clock.advance(Duration.ofHours(13));
        assertThat(mailer.sendWaiting()).as("8:00").isEqualTo(1);
        assertThat(received()).hasSize(1);
    }

    @Test
    void aNoticeThatIsTooOldIsNoLongerMailed() {
        box.mailTo(address());
        post("a", "old");
        // Monday noon
        clock.advance(Mailer.FRESH.plusDays(2));
        assertThat(mailer.sendWaiting()).isZero();
        assertThat(received()).isEmpty();
    }

    @Test
    void aNoticeThatWasLeavingWhenTheNodeDiedIsNotMailedAgain() {
        box.mailTo(address());
        post("a", "leaving");
        jdbc.sql("update notice set mail_state = 'SENDING' where person_id = :person")
                .param("person", person.value())
                .update();
        clock.advance(Duration.ofHours(1));
        assertThat(mailer.sendWaiting()).isZero();
        assertThat(received()).isEmpty();
    }

    @Test
    void twoNodesMailEachNoticeOnce() throws Exception {
        box.mailTo(address());
        for (var number = 0; number < 30; number++) {
            post("a", "node " + number);
        }
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var node = 0; node < 4; node++) {
                threads.submit(mailer::sendWaiting);
            }
        }
        assertThat(received()).hasSize(30);
    }

    @Test
    void aMailIsNotBoundToTheTransactionThatPosts() {
        box.mailTo(address());
        transactions.executeWithoutResult(status -> {
            notices.post(person, "a", "rolled back", "core.notice.title", List.of(), "");
            assertThat(mailer.sendWaiting()).as("before the commit").isZero();
            status.setRollbackOnly();
        });
        assertThat(mailer.sendWaiting()).isZero();
        assertThat(box.unread()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no address",
                "a@b",
                "a@b.cn, c@d.cn",
                "a@b.cn\r\nBcc: everybody@district.example",
                "<a@b.cn>",
                "a b@c.cn",
                "@b.cn",
                "a@-b.cn",
                "王@例子.中国",
                "a@b..cn"
            })
    void whatIsNoPlainAddressIsRefused(String address) {
        assertThatThrownBy(() -> box.mailTo(address)).isInstanceOf(RuleViolation.class);
        assertThat(box.mailing().address()).isEmpty();
    }

    @Test
    void anAddressCanBeTakenBack() {
        box.mailTo("  " + address() + " ");
        assertThat(box.mailing().address()).isEqualTo(address());
        box.mailTo(" ");
        assertThat(box.mailing().address()).isEmpty();
        assertThatThrownBy(() -> box.mailTo("a".repeat(250) + "@b.cn")).isInstanceOf(RuleViolation.class);
    }

    private boolean post(String kind, String subject) {
        return Boolean.TRUE.equals(transactions.execute(status ->
                notices.post(person, kind, subject, "core.attachment.too-large", List.of("7"), "people?q=1")));
    }

    private String address() {
        return "p" + person.value() + "@district.example";
    }

    private List<MimeMessage> received() {
        return java.util.Arrays.stream(server.getReceivedMessages())
                .filter(mail ->
                        GreenMailUtil.getAddressList(allRecipients(mail)).contains(address()))
                .toList();
    }

    private static jakarta.mail.Address[] allRecipients(MimeMessage mail) {
        try {
            return mail.getAllRecipients();
        } catch (jakarta.mail.MessagingException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
