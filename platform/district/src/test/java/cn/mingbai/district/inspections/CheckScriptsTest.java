package cn.mingbai.district.inspections;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.web.VersionedFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of the check form, beside those of the visit app as a phone has them; run by Node, which the build needs anyway. */
class CheckScriptsTest {

    private static final Pattern IMPORT = Pattern.compile("from '\\./([^']+)'");

    @TempDir
    Path folder;

    private static Map<String, byte[]> all() {
        var files = new TreeMap<>(VersionedFiles.in("cn/mingbai/households/visitapp/"));
        files.putAll(VersionedFiles.in("cn/mingbai/district/inspections/app/"));
        return files;
    }

    @Test
    void whatTheirOwnTestsClaimHolds() throws Exception {
        Files.writeString(folder.resolve("package.json"), "{\"type\":\"module\"}");
        var app = Files.createDirectory(folder.resolve("app"));
        for (var file : all().entrySet()) {
            Files.write(app.resolve(file.getKey()), file.getValue());
        }
        Files.copy(Path.of("src/test/js/check-doors.test.mjs"), folder.resolve("check-doors.test.mjs"));
        var output = folder.resolve("output");
        var ended = new ProcessBuilder("node", "--test")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        assertThat(ended).as(Files.readString(output)).isZero();
        assertThat(Files.readAllLines(output)).noneMatch(line -> line.matches("\\D*pass 0"));
    }

    @Test
    void theyImportOnlyWhatIsServedBesideThemAndHoldNoWordsOfTheirOwn() {
        var served = all();
        VersionedFiles.in("cn/mingbai/district/inspections/app/").forEach((name, bytes) -> {
            var code = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
            assertThat(IMPORT.matcher(code).results().map(found -> found.group(1)))
                    .as(name)
                    .isNotEmpty()
                    .allSatisfy(imported -> assertThat(served).containsKey(imported));
            assertThat(code.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)//.*$", ""))
                    .as(name)
                    .doesNotContainPattern("\\p{IsHan}");
        });
    }
}
