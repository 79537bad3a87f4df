package cn.mingbai.print;

import java.awt.Color;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfTemplate;
import org.openpdf.text.pdf.PdfTextArray;

/** What is drawn on one page or form; pt from the lower left corner. */
final class Drawing {

    private final PdfContentByte content;
    private final Function<Glyph, BaseFont> faces;
    private final Function<String, PdfTemplate> forms;
    private final StringBuilder run = new StringBuilder();
    private PdfTextArray array = new PdfTextArray();
    private @Nullable BaseFont face;
    private float fontSize;

    /**
     * Begins empty.
     *
     * @param faces knows the font by which the file writes a character
     * @param forms knows the file's forms by their names
     */
    Drawing(PdfContentByte content, Function<Glyph, BaseFont> faces, Function<String, PdfTemplate> forms) {
        this.content = content;
        this.faces = faces;
        this.forms = forms;
    }

    /** Begins anew. */
    void clear() {
        content.reset(false);
    }

    /** Greys are written as such, so that printers take their black ink alone. */
    void fillColor(Color color) {
        if (isGrey(color)) {
            content.setGrayFill(color.getRed() / 255f);
        } else {
            content.setColorFill(color);
        }
    }

    void strokeColor(Color color) {
        if (isGrey(color)) {
            content.setGrayStroke(color.getRed() / 255f);
        } else {
            content.setColorStroke(color);
        }
    }

    void lineWidth(float width) {
        content.setLineWidth(width);
    }

    void dash(float on, float off) {
        content.setLineDash(on, off, 0);
    }

    void save() {
        content.saveState();
    }

    void restore() {
        content.restoreState();
    }

    /** Moves and magnifies what follows; in two steps, because OpenPDF writes five decimals below 1 and two above. */
    void transform(float scale, float x, float y) {
        float whole = (float) Math.ceil(scale);
        content.concatCTM(whole, 0, 0, whole, x, y);
        if (whole != scale) {
            content.concatCTM(scale / whole, 0, 0, scale / whole, 0, 0);
        }
    }

    void rectangle(float x, float y, float width, float height) {
        content.rectangle(x, y, width, height);
    }

    void moveTo(float x, float y) {
        content.moveTo(x, y);
    }

    void lineTo(float x, float y) {
        content.lineTo(x, y);
    }

    void curveTo(float x1, float y1, float x2, float y2, float x3, float y3) {
        content.curveTo(x1, y1, x2, y2, x3, y3);
    }

    void closePath() {
        content.closePath();
    }

    void roundRectangle(float x, float y, float width, float height, float radius) {
        content.roundRectangle(x, y, width, height, radius);
    }

    void ellipse(float left, float low, float right, float up) {
        content.ellipse(left, low, right, up);
    }

    void fill() {
        content.fill();
    }

    void stroke() {
        content.stroke();
    }

    void form(String name) {
        form(name, 0, 0);
    }

    void form(String name, float x, float y) {
        content.addTemplate(forms.apply(name), x, y);
    }

    /** Moves and turns what follows, against the clock. */
    void turn(double radians, float x, float y) {
        float cos = (float) Math.cos(radians);
        float sin = (float) Math.sin(radians);
        content.concatCTM(cos, sin, -sin, cos, x, y);
    }

    void beginText(float x, float y, float size) {
        content.beginText();
        content.moveText(x, y);
        fontSize = size;
        face = null;
    }

    void show(Glyph glyph) {
        BaseFont writing = faces.apply(glyph);
        if (writing != face) {
            endArray();
            content.setFontAndSize(writing, fontSize);
            face = writing;
        }
        run.appendCodePoint(glyph.codePoint());
    }

    /** Moves what follows to the right, in 1/1000 em. */
    void shift(float by) {
        endRun();
        array.add(-by);
    }

    void endText() {
        endArray();
        content.endText();
    }

    private void endArray() {
        endRun();
        if (face != null) {
            content.showText(array);
            array = new PdfTextArray();
        }
    }

    private void endRun() {
        array.add(run.toString());
        run.setLength(0);
    }

    private static boolean isGrey(Color color) {
        return color.getRed() == color.getGreen() && color.getGreen() == color.getBlue();
    }
}
