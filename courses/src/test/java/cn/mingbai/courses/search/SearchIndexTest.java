package cn.mingbai.courses.search;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.testing.IndexDamage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchIndexTest {

    private static final int DAMAGES = 100;
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path data;

    private final SomeDocuments documents = new SomeDocuments();
    private SearchIndex index;

    @AfterEach
    void stop() {
        if (index != null) {
            index.destroy();
        }
    }

    private void start() throws InterruptedException {
        index = new SearchIndex(List.of(documents), data);
        index.start();
        index.awaitFresh(LONG);
    }

    @Test
    void comesBackEqualAfterAHundredRandomDamages() throws Exception {
        var seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        start();
        var whole = SomeDocuments.dump(index);
        for (var round = 0; round < DAMAGES; round++) {
            index.destroy();
            var what = IndexDamage.in(data.resolve("search"), random);
            // From the first moment on it answers or says that it cannot, and throws nothing.
            index = new SearchIndex(List.of(documents), data);
            assertThat(index.read(PassageIndex::size)).isEmpty();
            index.start();
            index.read(open -> open.find(
                    Question.of("公示7天", index.glossary()),
                    new PassageIndex.Filter(null, null, java.util.Set.of()),
                    10));
            index.awaitFresh(LONG);
            assertThat(SomeDocuments.dump(index))
                    .as("round %d, seed %d: %s", round, seed, what)
                    .isEqualTo(whole);
            assertThat(folders()).as("what is left over after: %s", what).hasSize(1);
        }
    }

    @Test
    void isNotBuiltAgainWhereNothingIsAmiss() throws Exception {
        start();
        var before = folders();
        index.destroy();
        start();
        assertThat(folders()).isEqualTo(before);
    }

    @Test
    void isBuiltAgainWhereTheDataWentOn() throws Exception {
        start();
        var before = folders();
        index.destroy();
        documents.version = 2;
        start();
        assertThat(folders()).isNotEqualTo(before);
        assertThat(SomeDocuments.dump(index)).contains("第2版").doesNotContain("第1版");
    }

    @Test
    void filesThatBreakUnderARunningNodeAreReplaced() throws Exception {
        start();
        var whole = SomeDocuments.dump(index);
        for (var file : IndexDamage.files(data.resolve("search"))) {
            Files.write(file, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
        }
        var question = Question.of("公示7天", index.glossary());
        index.read(open -> open.find(question, new PassageIndex.Filter(null, null, java.util.Set.of()), 10));
        index.awaitFresh(LONG);
        assertThat(SomeDocuments.dump(index)).isEqualTo(whole);
    }

    @Test
    void aSecondProcessInTheSameFolderKeepsItsOwn() throws Exception {
        start();
        var whole = SomeDocuments.dump(index);
        var second = new SearchIndex(List.of(documents), data);
        try {
            second.start();
            second.awaitFresh(LONG);
            assertThat(SomeDocuments.dump(second)).isEqualTo(whole);
        } finally {
            second.destroy();
        }
        assertThat(SomeDocuments.dump(index)).isEqualTo(whole);
    }

    @Test
    void theFolderOfASecondProcessEndsWithIt() throws Exception {
        try (var first = IndexFolder.at(data, Glossary.shipped())) {
            Path elsewhere;
            try (var second = IndexFolder.at(data, Glossary.shipped())) {
                elsewhere = second.path();
                IndexFolder.close(
                        second.build("of a second process", documents::read).index());
                assertThat(elsewhere).isNotEqualTo(first.path()).isNotEmptyDirectory();
            }
            assertThat(elsewhere).doesNotExist();
        }
        assertThat(data).exists();
    }

    @Test
    void aProcessKilledInItsFirstCommitLeavesNothingThatHarms() throws Exception {
        start();
        var whole = SomeDocuments.dump(index);
        index.destroy();
        var killed = 0;
        for (var step : List.of(1, 3, 8, 14, 17, 18, 19, 20, 21, 22)) {
            clear();
            var process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            KilledBuild.class.getName(),
                            data.resolve("search").toString(),
                            String.valueOf(step))
                    .redirectErrorStream(true)
                    .redirectOutput(data.resolve("killed.log").toFile())
                    .start();
            var code = process.waitFor();
            assertThat(code).as(Files.readString(data.resolve("killed.log"))).isIn(0, 137);
            killed += code == 0 ? 0 : 1;
            start();
            assertThat(SomeDocuments.dump(index)).as("killed at step %d", step).isEqualTo(whole);
            assertThat(folders()).hasSize(1);
            index.destroy();
        }
        assertThat(killed)
                .as("processes that were killed before they were done")
                .isGreaterThanOrEqualTo(5);
    }

    private void clear() throws IOException {
        for (var folder : folders()) {
            try (var inside = Files.walk(folder)) {
                for (var one : inside.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(one);
                }
            }
        }
    }

    private List<Path> folders() throws IOException {
        try (var inside = Files.list(data.resolve("search"))) {
            return inside.filter(Files::isDirectory).sorted().toList();
        }
    }
}
