package cn.mingbai.core.sealing;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.print.Report;
import cn.mingbai.print.ReportPrinter;
import cn.mingbai.print.UndrawableTextException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A sealed report on paper. */
public final class SealedPaper {

    private SealedPaper() {}

    /**
     * The PDF of a report.
     *
     * @throws RuleViolation when a name has a character that no font of ours draws
     */
    public static byte[] pdf(Report report) {
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
