package cn.mingbai.core.attachments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.testing.TakenPhoto;
import cn.mingbai.core.testing.World;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.AopTestUtils;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

@SpringBootTest(classes = TestApplication.class)
class AttachmentsModuleTest {

    private static final byte[] PNG = picture("png");
    private static final byte[] PDF = "%PDF-1.7 signed".getBytes(StandardCharsets.UTF_8);

    @Autowired
    Attachments attachments;

    @Autowired
    AttachmentFiles files;

    @Autowired
    AttachmentController controller;

    @Autowired
    World world;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @AfterEach
    void signOut() {
        world.signOut();
    }

    @Test
    void whatIsStoredComesBackByteForByte() {
        var town = world.division(World.TOWN);
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        var stored = store("签到表 第1页.pdf", PDF, Action.VIEW_TRAINED_PEOPLE, town);
        assertThat(stored.mediaType()).isEqualTo("application/pdf");
        assertThat(stored.size()).isEqualTo(PDF.length);
        assertThat(stored.sha256()).hasSize(64);
        var read = files.read(stored.id());
        assertThat(read.bytes()).isEqualTo(PDF);
        assertThat(read.attachment()).isEqualTo(stored);
        assertThat(attachments.find(stored.id())).contains(stored);
    }

    @Test
    void aForeignAMissingAndAForbiddenFileAnswerAlike() {
        var town = world.division(World.TOWN);
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        var stored = store("a.pdf", PDF, Action.VIEW_TRAINED_PEOPLE, town);
        var missing = new AttachmentId(Long.MAX_VALUE / 2);
        world.signIn(Role.TOWN_OFFICER, World.OTHER_TOWN);
        assertThatThrownBy(() -> files.read(stored.id())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> files.read(missing)).isInstanceOf(NotFound.class);
        world.signIn(Role.OUTREACH_WORKER, World.VILLAGE);
        assertThatThrownBy(() -> files.read(stored.id())).isInstanceOf(NotFound.class);
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        assertThat(files.read(stored.id()).bytes()).isEqualTo(PDF);
    }

    @Test
    void aFileOfNoDivisionIsForEverybodyWithTheAction() {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        var picture = store("图.png", PNG, Action.STUDY, null);
        world.signIn(Role.STAFF, World.FAR_VILLAGE);
        assertThat(files.read(picture.id()).bytes()).startsWith(Arrays.copyOf(PNG, 8));
    }

    @Test
    void nothingButWhatIsToBeSeenIsKeptOfAPicture() throws IOException {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        var taken = TakenPhoto.withExif(picture("jpeg"), 6, ByteOrder.BIG_ENDIAN);
        var drawing = new ByteArrayOutputStream();
        drawing.writeBytes(PNG);
        drawing.writeBytes("<script>SecretPhone 12 GPS 43;52</script>".getBytes(StandardCharsets.UTF_8));
        for (var sent : List.of(taken, drawing.toByteArray())) {
            assertThat(text(sent)).contains("SecretPhone 12", "GPS 43;52");
            var stored = store("现场", sent, Action.STUDY, null);
            var kept = files.read(stored.id()).bytes();
            assertThat(text(kept)).doesNotContain("SecretPhone", "GPS", "Exif", "<script");
            assertThat(stored.size()).isEqualTo(kept.length);
            var seen = ImageIO.read(new ByteArrayInputStream(kept));
            assertThat(Math.max(seen.getWidth(), seen.getHeight())).isEqualTo(60);
        }
        refused("core.photo.unreadable", "a.png", Arrays.copyOf(PNG, 12));
    }

    @Test
    void namesAndContentsLieEncrypted() {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        var stored = store("王小明 住院证明.pdf", PDF, Action.STUDY, null);
        assertThat(attachments.find(stored.id()).orElseThrow().fileName()).isEqualTo("王小明 住院证明.pdf");
        var row = jdbc.sql("select a.file_name, a.sealed_name, p.content from attachment a"
                        + " join attachment_part p on p.attachment_id = a.id where a.id = ?")
                .param(stored.id().value())
                .query()
                .singleRow();
        assertThat(row.get("file_name")).isNull();
        assertThat(new String((byte[]) row.get("sealed_name"), StandardCharsets.UTF_8))
                .doesNotContain("王小明");
        assertThat(text((byte[]) row.get("content"))).doesNotContain("%PDF", "signed");
        assertThat(jdbc.sql("select details from audit_entry where subject = ?")
                        .param("attachment " + stored.id().value())
                        .query(String.class)
                        .single())
                .doesNotContain("王小明")
                .contains(stored.sha256());
    }

    @Test
    void whatWasStoredBeforeFilesWereEncryptedIsStillRead() {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        var stored = store("a.pdf", PDF, Action.STUDY, null);
        jdbc.sql("update attachment set file_name = 'old.pdf', sealed_name = null where id = ?")
                .param(stored.id().value())
                .update();
        jdbc.sql("update attachment_part set content = ? where attachment_id = ?")
                .param(PDF)
                .param(stored.id().value())
                .update();
        var read = files.read(stored.id());
        assertThat(read.bytes()).isEqualTo(PDF);
        assertThat(read.attachment().fileName()).isEqualTo("old.pdf");
    }

    @Test
    void onePersonStoresOnlySoMuchWithinADay() {
        world.signIn(Role.TOWN_OFFICER, World.OTHER_TOWN);
        var target = AopTestUtils.<Attachments>getTargetObject(attachments);
        var usual = ReflectionTestUtils.getField(target, "filesADay");
        store("a.pdf", PDF, Action.STUDY, null);
        try {
            ReflectionTestUtils.setField(target, "filesADay", 1);
            refused("core.attachment.quota", "b.pdf", PDF);
            ReflectionTestUtils.setField(target, "filesADay", 10);
            ReflectionTestUtils.setField(target, "sizeADay", DataSize.ofBytes(2 * PDF.length - 1));
            refused("core.attachment.quota", "b.pdf", PDF);
        } finally {
            ReflectionTestUtils.setField(target, "filesADay", usual);
            ReflectionTestUtils.setField(target, "sizeADay", DataSize.ofGigabytes(1));
        }
        store("c.pdf", PDF, Action.STUDY, null);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] picture(String format) {
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB), format, out);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
        return out.toByteArray();
    }

    @Test
    void picturesAreShownAndEverythingElseIsSavedAndNothingRuns() {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        var picture = controller.read(
                String.valueOf(store("图.png", PNG, Action.STUDY, null).id().value()));
        var paper = controller.read(
                String.valueOf(store("表.pdf", PDF, Action.STUDY, null).id().value()));
        assertThat(picture.getHeaders().getContentDisposition().isInline()).isTrue();
        assertThat(paper.getHeaders().getContentDisposition().isAttachment()).isTrue();
        assertThat(paper.getHeaders().getContentDisposition().getFilename()).isEqualTo("表.pdf");
        for (var answer : List.of(picture, paper)) {
            assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.OK);
            assertThat(answer.getHeaders().getFirst("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.getHeaders().getFirst("Content-Security-Policy")).contains("sandbox");
            assertThat(answer.getHeaders().getCacheControl()).isEqualTo("no-store");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "1e3", "../1", "99999999999999999999", "0", " 1"})
    void anAddressThatIsNoIdIsNotFound(String id) {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        assertThatThrownBy(() -> controller.read(id)).isInstanceOf(NotFound.class);
        assertThat(controller.refused(new NotFound("core.access.not-found")).getStatusCode())
                .isEqualTo(HttpStatus.NOT_FOUND);
    }

    @Test
    void anEmptyATooLargeAndANamelessFileAreRefusedWithTheRule() {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        var largest = Arrays.copyOf(PDF, Attachments.MAX_BYTES);
        assertThat(store("a.pdf", largest, Action.STUDY, null).size()).isEqualTo(Attachments.MAX_BYTES);
        refused("core.attachment.empty", "a.pdf", new byte[0]);
        refused("core.attachment.too-large", "a.pdf", Arrays.copyOf(PDF, Attachments.MAX_BYTES + 1));
        refused("core.attachment.name", "../../", PDF);
        refused("core.attachment.name", "\u202E\u0000\u200B", PDF);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><script>alert(1)</script>",
                "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
                "<?xml version='1.0'?><svg/>",
                "GIF89a",
                "MZ\u0090",
                "#!/bin/sh",
                "plain text",
                " %PDF-1.7 after a blank",
                "RIFF0000WAVE",
                "RIFF0000WEBP",
                "PK\u0003\u0004 no archive at all"
            })
    void whatIsNoneOfTheKindsIsRefusedWhateverItsName(String content) {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        for (var name : List.of("a.pdf", "a.png", "a.xlsx", "a.svg", "a.html")) {
            refused("core.attachment.type", name, content.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void anArchiveIsTakenOnlyAsASpreadsheetOrADocumentWithoutMacros() throws IOException {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        assertThat(store("a", zip("[Content_Types].xml", "xl/workbook.xml"), Action.STUDY, null)
                        .fileName())
                .isEqualTo("a.xlsx");
        assertThat(store("b.docx", zip("[Content_Types].xml", "word/document.xml"), Action.STUDY, null)
                        .mediaType())
                .endsWith("wordprocessingml.document");
        refused("core.attachment.type", "a.xlsx", zip("xl/workbook.xml"));
        refused("core.attachment.type", "a.zip", zip("anything"));
        refused("core.attachment.type", "a.xlsm", zip("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"));
    }

    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd.pdf, passwd.pdf",
        "C:\\fakepath\\签到表.PDF, 签到表.PDF",
        "a.html, a.html.pdf",
        "a\tb.pdf, ab.pdf",
        "invoice\u202Efdp.exe, invoicefdp.exe.pdf",
        ".htaccess, htaccess.pdf",
        "\"a<b>\".pdf, ab.pdf",
        ".pdf, pdf.pdf",
        "签到𠮷.pdf, 签到𠮷.pdf"
    })
    void aFileNameKeepsNeitherFoldersNorControlCharactersAndItsEndingFits(String given, String kept) {
        assertThat(FileType.PDF.fit(Attachments.plainName(given))).isEqualTo(kept);
    }

    @Test
    void aLongFileNameKeepsItsEnding() {
        var name = FileType.PDF.fit(Attachments.plainName("𠮷".repeat(500) + ".pdf"));
        assertThat(name).endsWith("𠮷.pdf");
        assertThat(name.codePointCount(0, name.length())).isEqualTo(120);
    }

    private Attachment store(String name, byte[] bytes, Action readableBy, @Nullable DivisionId division) {
        return java.util.Objects.requireNonNull(
                transactions.execute(status -> attachments.store(name, bytes, readableBy, division)));
    }

    private void refused(String key, String name, byte[] bytes) {
        assertThatThrownBy(() -> store(name, bytes, Action.STUDY, null))
                .isInstanceOfSatisfying(
                        RuleViolation.class,
                        refusal -> assertThat(refusal.key()).isEqualTo(key));
    }

    private static byte[] zip(String... names) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(1);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
