package cn.mingbai.district.dossiers;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.sealing.SealWords;
import cn.mingbai.print.Report;
import cn.mingbai.print.ReportPrinter;
import cn.mingbai.print.UndrawableTextException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** The papers that a dossier adds to those of others. */
final class DossierPaper {

    private DossierPaper() {}

    /** What stands at the foot of every page. */
    static List<String> proof(Texts texts, Dossier dossier) {
        return List.of(
                texts.get(
                        Locale.SIMPLIFIED_CHINESE,
                        "district.dossier.paper.proof",
                        dossier.unitName(),
                        dossier.day(),
                        dossier.id().value()),
                texts.get(
                        Locale.SIMPLIFIED_CHINESE,
                        "district.dossier.paper.by",
                        dossier.orderedBy(),
                        SealWords.moment(dossier.orderedAt())));
    }

    static byte[] of(Report report) {
        var out = new ByteArrayOutputStream();
        try {
            ReportPrinter.write(report, out);
        } catch (UndrawableTextException undrawable) {
            throw new RuleViolation("core.sealing.undrawable", String.join(" ", undrawable.characters()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
