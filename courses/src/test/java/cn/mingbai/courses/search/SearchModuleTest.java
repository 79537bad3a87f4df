package cn.mingbai.courses.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Caller;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.policy.PolicyDirectory;
import cn.mingbai.core.search.SearchChanges;
import cn.mingbai.core.search.SearchDocuments;
import cn.mingbai.core.search.SearchPassage;
import cn.mingbai.core.search.SearchPassage.Kind;
import cn.mingbai.core.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = TestApplication.class)
@Import(SearchModuleTest.Further.class)
class SearchModuleTest {

    private static final Duration LONG = Duration.ofSeconds(90);

    /** What another module would contribute; a secret one belongs to one person. */
    @Component
    static class Further implements SearchDocuments {

        final List<SearchPassage> passages = new CopyOnWriteArrayList<>();
        volatile long secretOf;

        @Override
        public String stamp() {
            return String.valueOf(passages.hashCode());
        }

        @Override
        public void read(Consumer<SearchPassage> sink) {
            passages.forEach(sink);
        }

        @Override
        public Set<String> readable(Caller caller) {
            return caller.person().value() == secretOf ? Set.of("secret") : Set.of();
        }
    }

    @Autowired
    World world;

    @Autowired
    Search search;

    @Autowired
    PolicyDirectory policy;

    @Autowired
    SearchIndex index;

    @Autowired
    SearchChanges changes;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    Further further;

    @Value("${mingbai.data}")
    Path data;

    @BeforeEach
    void signedIn() throws InterruptedException {
        world.signIn(Role.STAFF, World.VILLAGE);
        index.awaitFresh(LONG);
    }

    @AfterEach
    void signedOut() {
        world.signOut();
        further.passages.clear();
    }

    @ParameterizedTest
    @CsvSource({
        "公示几天, point:notice.seven-days/L26",
        "７天, point:notice.seven-days/L26",
        "骗低保罚多少, point:penalty.false-claim/L26",
        "五保户, point:tekun.conditions/L26",
        "第48条, point:change.hearing/L26",
        "４８条, point:change.hearing/L26",
        "社会救助法第四十八条, point:change.hearing/L26"
    })
    void findsTheRuleInForceFirst(String typed, String id) {
        assertThat(ids(typed)).first().isEqualTo(id);
    }

    @Test
    void theOldRulesComeFirstWhereTheyAreAskedFor() {
        assertThat(search.find("2017年抽查多少户", null, null).found())
                .first()
                .extracting(Answer.Found::layer)
                .isEqualTo("R17");
        assertThat(search.find("公示", null, "R17").found())
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found.layer()).isEqualTo("R17"));
    }

    @Test
    void whatADrawingSaysIsFoundInItsLesson() {
        assertThat(search.find("镇街拖一周 县级就少一周", null, null).found()).first().satisfies(found -> {
            assertThat(found.path()).contains("courses/07/7.2");
            assertThat(found.excerpt().stream().map(Piece::text).reduce("", String::concat))
                    .contains("县级就少一周")
                    .doesNotContain("picture:", "svg");
        });
    }

    @Test
    void onlyWhatBelongsToTheCourseIsFoundInIt() {
        assertThat(search.find("举报电话", "12", null).found())
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found.path()).doesNotContain("courses/01"));
    }

    @Test
    void marksWhatWasAskedForInEitherWayOfWritingIt() {
        var found = search.find("7天", null, null).found().getFirst();
        assertThat(found.excerpt().stream().filter(Piece::isMarked).map(Piece::text))
                .anyMatch(text -> text.equals("七天") || text.equals("7天"));
        assertThat(found.excerpt().stream().map(Piece::text).reduce("", String::concat))
                .doesNotContain("<mark>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"",
                "((((",
                "a AND OR NOT",
                "field:value",
                "*:*",
                "text:* OR audience:secret",
                "[1 TO",
                "\\",
                "~~~^^^",
                "<script>alert(1)</script>",
                "' or 1=1 --",
                "%",
                "\u0000\u0001",
                "\uD842",
                "？？？",
                "的",
                "不"
            })
    void answersToWhatIsNoQuestionWithNothingOrSomethingButNeverWithAnError(String typed) {
        var answer = search.find(typed, null, null);
        assertThat(answer.state()).isEqualTo(Answer.State.ANSWERED);
        assertThat(answer.found()).noneMatch(found -> found.id().startsWith("secret"));
        assertThat(search.suggest(typed)).isNotNull();
    }

    @Test
    void looksAtTheBeginningOfAVeryLongQuestionAndSaysSo() {
        var typed = "公示几天" + "低保办理时限要多久呢。".repeat(1_000);
        var answer = search.find(typed, null, null);
        assertThat(answer.isCut()).isTrue();
        assertThat(answer.found()).isNotEmpty();
        assertThat(search.find("a".repeat(10_000), null, null).state()).isEqualTo(Answer.State.ANSWERED);
        assertThat(search.find("𠮷".repeat(5_000), null, null).isCut()).isTrue();
    }

    @Test
    void whatPeopleGetWrongIsSaidToBeWrongAndNeverComesFirst() {
        for (var typed : List.of("公示几天", "临时救助在哪儿申请", "骗低保罚多少", "评议还开不开")) {
            var found = search.find(typed, null, null).found();
            assertThat(found.getFirst().isMistakes()).as(typed).isFalse();
            assertThat(found)
                    .allSatisfy(one -> assertThat(one.isMistakes())
                            .isEqualTo(one.title().stream()
                                    .map(Piece::text)
                                    .reduce("", String::concat)
                                    .endsWith("常见错误")));
        }
    }

    @Test
    void asksNothingOfNothing() {
        assertThat(search.find("", null, null).state()).isEqualTo(Answer.State.NOTHING_ASKED);
        assertThat(search.find(" 　\t", null, null).state()).isEqualTo(Answer.State.NOTHING_ASKED);
        assertThat(search.suggest("")).isEmpty();
    }

    @Test
    void everythingShortAtRandomIsAnswered() {
        var seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        for (var i = 0; i < 300; i++) {
            var typed = new StringBuilder();
            for (var length = random.nextInt(1, 12); length > 0; length--) {
                typed.appendCodePoint(
                        switch (random.nextInt(4)) {
                            case 0 -> random.nextInt(0x20, 0x7f);
                            case 1 -> random.nextInt(0x4e00, 0x9fff);
                            case 2 -> random.nextInt(0x20000, 0x2a6df);
                            default -> "七天第四十八条低保公示的了不％「」｛｝".codePointAt(random.nextInt(18));
                        });
            }
            var answer = search.find(typed.toString(), null, null);
            assertThat(answer.state()).as(typed.toString()).isNotEqualTo(Answer.State.NOT_READY);
        }
    }

    @Test
    void aRareCharacterIsFoundByItselfAndInAWord() throws InterruptedException {
        further.passages.add(passage("test:rare", "𠮷家屯的办法", "𠮷家屯按本村的老习惯贴公告。", null));
        further.passages.add(passage("test:plain", "吉家屯的办法", "吉家屯也贴公告。", null));
        index.awaitFresh(LONG);
        assertThat(ids("𠮷")).containsExactly("test:rare");
        assertThat(ids("𠮷家屯")).first().isEqualTo("test:rare");
        assertThat(ids("吉家屯")).first().isEqualTo("test:plain");
    }

    @Test
    void whatIsForOneIsFoundByThatOneOnly() throws InterruptedException {
        further.passages.add(passage("test:secret", "暗号解析", "暗号解析只给交过卷的人看。", "secret"));
        index.awaitFresh(LONG);
        var id = "test:secret";
        assertThat(ids("暗号解析")).doesNotContain(id);
        assertThat(search.suggest("暗号")).isEmpty();
        assertThatThrownBy(() -> search.card(id, "", Locale.SIMPLIFIED_CHINESE)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> search.card("test:nowhere", "", Locale.SIMPLIFIED_CHINESE))
                .isInstanceOf(NotFound.class)
                .hasMessageContaining("courses.search.not-found");

        var reader = world.signIn(Role.STAFF, World.VILLAGE);
        further.secretOf = reader.value();
        assertThat(ids("暗号解析")).first().isEqualTo(id);
        assertThat(search.card(id, "", Locale.SIMPLIFIED_CHINESE).title()).isEqualTo("暗号解析");
    }

    @Test
    void whatAChangeBringsIsFoundAfterItsCommitAndNotWithoutOne() throws InterruptedException {
        transactions.executeWithoutResult(status -> {
            further.passages.add(passage("test:new", "新来的办法", "新来的办法今天起施行。", null));
            changes.afterCommit();
        });
        index.awaitFresh(LONG);
        assertThat(ids("新来的办法")).first().isEqualTo("test:new");
        further.passages.clear();
        index.awaitFresh(LONG);
        assertThat(ids("新来的办法")).doesNotContain("test:new");
    }

    @Test
    void aDamagedIndexStopsNothingElseAndComesBackEqual() throws Exception {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var whole = search.find("公示几天", null, null);
        for (var round = 0; round < 8; round++) {
            if (round % 2 == 0) {
                // Under a node that starts; in the other rounds under one that runs.
                index.destroy();
            }
            spoil(random);
            index.start();
            assertThat(search.find("公示几天", null, null).state())
                    .as("seed %d", seed)
                    .isIn(Answer.State.ANSWERED, Answer.State.NOT_READY);
            assertThat(search.suggest("临时")).isNotNull();
            assertThat(search.choices().courses()).isNotEmpty();
            // Reading to the end is what tells a running node; otherwise it would be half an hour.
            index.read(open -> {
                open.verify();
                return true;
            });
            index.awaitFresh(LONG);
            assertThat(search.find("公示几天", null, null)).as("seed %d", seed).isEqualTo(whole);
        }
    }

    @Test
    void aSpoiltLengthThatAsksForAllMemoryIsADamageLikeAnyOther() throws Exception {
        var whole = search.find("公示几天", null, null);
        assertThat(index.<Integer>read(open -> {
                    throw new OutOfMemoryError("a block of two thousand million bytes");
                }))
                .isEmpty();
        index.awaitFresh(LONG);
        assertThat(search.find("公示几天", null, null)).isEqualTo(whole);
    }

    private void spoil(Random random) throws IOException {
        List<Path> files;
        try (var inside = Files.walk(data.resolve("search"))) {
            files = inside.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("lock"))
                    .toList();
        }
        for (var file : files) {
            if (random.nextBoolean()) {
                var bytes = Files.readAllBytes(file);
                switch (random.nextInt(3)) {
                    case 0 -> random.nextBytes(bytes);
                    case 1 -> bytes = java.util.Arrays.copyOf(bytes, bytes.length / 2);
                    default -> bytes = new byte[0];
                }
                Files.write(file, bytes);
            }
        }
    }

    @Test
    void offersWhatComesNearWhereNothingIsFound() {
        var none = search.find("近芾", "01", "R21");
        assertThat(none.state()).isEqualTo(Answer.State.ANSWERED);
        assertThat(none.found()).isEmpty();
        assertThat(none.neighbours()).anyMatch(title -> title.contains("近"));
        assertThat(search.find("实名举报", "01", "R17").unfiltered() > 0
                        || !search.find("实名举报", "01", "R17").found().isEmpty())
                .isTrue();
    }

    @Test
    void goesOnWhileSomebodyTypes() {
        assertThat(search.suggest("临时"))
                .isNotEmpty()
                .allSatisfy(title -> assertThat(title).contains("临时"));
        assertThat(search.suggest("近亲").getFirst()).startsWith("近亲");
    }

    @Test
    void everyPolicyPointIsFoundAsPeopleAskForIt() {
        var ways = WaysOfAsking.shipped().all();
        assertThat(policy.points().stream().map(PolicyDirectory.Point::code))
                .containsExactlyInAnyOrderElementsOf(ways.keySet());
        assertThat(ways.values().stream().flatMap(List::stream)).doesNotHaveDuplicates();
        ways.forEach((point, asked) -> {
            assertThat(asked).as(point).hasSizeGreaterThanOrEqualTo(5);
            for (var typed : asked) {
                var question = Question.of(typed, index.glossary());
                assertThat(index.read(open -> open.find(question, new PassageIndex.Filter(null, null, Set.of()), 10))
                                .orElseThrow())
                        .as(typed)
                        .anyMatch(hit -> hit.passage().id().startsWith("point:" + point + "/"));
            }
        });
    }

    @Test
    void asksOnInTheWordsOfThePeople() {
        assertThat(search.suggest("存折")).anyMatch(way -> way.contains("存折放在村里"));
    }

    @Test
    void theCardTellsAnswerArticleAndDeadline() {
        var card = search.card("point:notice.seven-days/L26", "公示几天", Locale.SIMPLIFIED_CHINESE);
        assertThat(card.isInForce()).isTrue();
        assertThat(card.articles()).anyMatch(article -> article.contains("第19条"));
        assertThat(card.deadlines()).anyMatch(deadline -> deadline.contains("七天"));
    }

    @Test
    void theCardTellsTheDeadlineThatTheLawLeavesToTheProcedure() {
        var card = search.card("point:survey.home/L26", "几天入户", Locale.SIMPLIFIED_CHINESE);
        assertThat(card.deadlines()).anyMatch(deadline -> deadline.contains("三个工作日"));
        assertThat(card.deadlineFrom()).contains("审核确认办法");
    }

    private List<String> ids(String typed) {
        return search.find(typed, null, null).found().stream()
                .map(Answer.Found::id)
                .toList();
    }

    private static SearchPassage passage(String id, String title, String text, String audience) {
        return new SearchPassage(
                id, Kind.TERM, title, "", text, null, List.of(), List.of(), List.of(), "", List.of(), audience);
    }
}
