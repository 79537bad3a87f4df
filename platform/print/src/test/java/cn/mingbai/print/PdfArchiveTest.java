package cn.mingbai.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;

class PdfArchiveTest {

    @Test
    void leafletsArePdfA2u() throws Exception {
        assertArchive(SampleLeaflets.print(SampleLeaflets.text(), SampleLeaflets.sheets(3, 1)));
    }

    @ParameterizedTest
    @EnumSource
    void everyKindForHouseholdsIsPdfA2u(HouseholdKind kind) throws Exception {
        assertArchive(SampleMaterials.print(kind, SampleMaterials.village(3, 1)));
    }

    @Test
    void boardsCardsAndCoverListsArePdfA2u() throws Exception {
        assertArchive(SampleMaterials.print(SampleMaterials.board(), BoardSize.A2, SampleMaterials.boards(2)));
        assertArchive(SampleMaterials.print(SampleMaterials.cards()));
        assertArchive(SampleMaterials.print(SampleMaterials.cover(50)));
    }

    /** Two hundred and ten pages: more than one node of the page tree and more than one stream of objects. */
    @Test
    void longFilesArePdfA2u() throws Exception {
        assertArchive(SampleMaterials.print(HouseholdKind.SHEET_A4, SampleMaterials.village(104, 1)));
    }

    @Test
    void signInSheetsArePdfA2u() throws Exception {
        assertArchive(SignInSheetTest.print(SignInSheetTest.sheet(SignInSheetTest.people(3), 1)));
    }

    @Test
    void testPapersArePdfA2u() throws Exception {
        assertArchive(TestPaperTest.print(TestPaperTest.paper("李小芳", "ABCD-EFG", 20)));
    }

    @Test
    void textsToBeReadOutArePdfA2u() throws Exception {
        var out = new java.io.ByteArrayOutputStream();
        ReadingPrinter.write("大喇叭稿", "演示单位", List.of("各位乡亲，𠮷家屯的也一样。".repeat(60)), out);
        assertArchive(out.toByteArray());
    }

    static void assertArchive(byte[] pdf) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        try (var foundry = Foundries.defaultInstance();
                var parser = foundry.createParser(new ByteArrayInputStream(pdf), PDFAFlavour.PDFA_2_U);
                var validator = foundry.createValidator(PDFAFlavour.PDFA_2_U, false)) {
            var result = validator.validate(parser);
            assertThat(result.getTestAssertions())
                    .extracting(assertion -> assertion.getRuleId() + " " + assertion.getMessage())
                    .isEmpty();
            assertThat(result.isCompliant()).isTrue();
        }
    }
}
