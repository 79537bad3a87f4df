package cn.mingbai.app.bench;

import cn.mingbai.print.LeafletSheet;
import cn.mingbai.print.LeafletText;
import cn.mingbai.print.Section;
import java.util.List;
import java.util.function.Function;

/** The same two pages as HTML, for the engines that set HTML. */
final class LeafletHtml {

    private LeafletHtml() {}

    /**
     * A document of all sheets.
     *
     * @param fonts CSS that names the fonts, or nothing
     * @param code how an address becomes a code that fills its place
     */
    static String of(LeafletText text, List<LeafletSheet> sheets, String fonts, Function<String, String> code) {
        var html = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <html xmlns="http://www.w3.org/1999/xhtml"><head><title>leaflets</title><style>
                %s
                @page { size: 210mm 297mm; margin: 0 }
                body { margin: 0; font-family: main, second; font-size: 14pt; line-height: 1.4; color: #1a1a1a }
                .page { position: relative; width: 210mm; height: 296.9mm; overflow: hidden; page-break-after: always }
                .page div, .page h2, .page p { margin: 0 }
                .at { position: absolute; white-space: nowrap }
                .band { left: 13.6mm; top: 10mm; width: 129mm; height: 30mm; background: #9e1b1e; color: white }
                .code { left: 153mm; top: 15.8mm; width: 35mm; height: 35mm }
                .stub { left: 171mm; top: 267mm; width: 22mm; height: 22mm }
                .text { position: absolute; left: 13.6mm; width: 182.8mm }
                h2 { font-size: 16pt; color: #9e1b1e; padding-top: 1.6mm }
                b, h2, .b { font-weight: bold }
                td { border-bottom: 0.2mm solid #b8aea6; height: 9.6mm; padding: 0 }
                </style></head><body>
                """.formatted(fonts));
        for (var sheet : sheets) {
            front(html, text, sheet, code);
            back(html, text, sheet, code);
        }
        return html.append("</body></html>").toString();
    }

    private static void front(StringBuilder html, LeafletText text, LeafletSheet sheet, Function<String, String> code) {
        html.append("<div class='page'><div class='at band'></div>");
        at(html, 18.6, 12.5, 26, true, "white", text.title());
        at(html, 18.6, 29, 12, false, "white", text.subtitle());
        at(html, 18.6, 43, 12, true, "#9e1b1e", text.ruleLayerBadge());
        at(html, 16.6, 54, 14, false, "#595959", "户号");
        at(html, 16.6, 61, 9, false, "#595959", sheet.serial());
        at(html, 29.6, 53, 24, true, "#1a1a1a", sheet.householdNumber());
        at(html, 90, 53, 16, true, "#1a1a1a", sheet.group());
        at(html, 90, 60, 12, false, "#1a1a1a", sheet.town() + " " + sheet.village());
        html.append("<div class='at code'>").append(code.apply(sheet.code())).append("</div>");
        at(html, 155, 58, 14, true, "#9e1b1e", "扫码看政策，");
        at(html, 150, 63.5, 14, true, "#9e1b1e", "不用登录，不收费");
        body(html, text.front(), 71);
        at(html, 60, 264, 11, false, "#595959", "宣传单签收后，由宣传员沿虚线撕下此联带回");
        html.append("</div>\n");
    }

    private static void back(StringBuilder html, LeafletText text, LeafletSheet sheet, Function<String, String> code) {
        html.append("<div class='page'>");
        at(html, 13.6, 11, 12, true, "#9e1b1e", text.title());
        body(html, text.back(), 19);
        html.append("<table class='text' style='top: 190mm'>");
        for (var phone : text.phones()) {
            row(html, phone.purpose(), phone.office(), phone.number());
        }
        row(html, "本村宣传员", sheet.outreachName(), sheet.outreachPhone());
        html.append("</table>");
        at(html, 13.6, 262, 14, true, "#9e1b1e", "宣传单签收存根");
        at(html, 60, 263, 11, false, "#595959", "版本 " + text.version());
        at(html, 115, 263, 11, false, "#595959", sheet.serial());
        at(html, 13.6, 271, 12, false, "#595959", "户主");
        at(html, 25, 271, 14, true, "#1a1a1a", sheet.headName());
        at(html, 70, 271, 12, false, "#595959", "户号");
        at(html, 81, 271, 14, true, "#1a1a1a", sheet.householdNumber());
        at(html, 115, 271, 12, false, "#595959", "村组");
        at(html, 126, 271, 14, true, "#1a1a1a", sheet.village() + " " + sheet.group());
        at(html, 13.6, 282, 12, false, "#595959", "签收人");
        at(html, 65, 282, 12, false, "#595959", "日期");
        at(html, 127, 282, 12, false, "#595959", "宣传员");
        at(html, 142, 282, 14, true, "#1a1a1a", sheet.outreachName());
        html.append("<div class='at stub'>")
                .append(code.apply(sheet.stubCode()))
                .append("</div></div>\n");
    }

    private static void row(StringBuilder html, String purpose, String office, String number) {
        html.append("<tr><td class='b'>").append(purpose).append("</td><td>").append(office);
        html.append("</td><td class='b' style='font-size: 20pt'>")
                .append(number)
                .append("</td></tr>");
    }

    private static void body(StringBuilder html, List<Section> sections, int top) {
        html.append("<div class='text' style='top: ").append(top).append("mm'>");
        for (var section : sections) {
            html.append("<h2>").append(section.heading()).append("</h2>");
            for (var paragraph : section.paragraphs()) {
                html.append("<p>")
                        .append(paragraph.replaceAll("\\*\\*(.+?)\\*\\*", "<b>$1</b>"))
                        .append("</p>");
            }
        }
        html.append("</div>");
    }

    private static void at(
            StringBuilder html, double left, double top, int size, boolean bold, String color, String words) {
        html.append("<div class='at")
                .append(bold ? " b" : "")
                .append("' style='left: ")
                .append(left);
        html.append("mm; top: ").append(top).append("mm; font-size: ").append(size);
        html.append("pt; color: ").append(color).append("'>").append(words).append("</div>");
    }
}
