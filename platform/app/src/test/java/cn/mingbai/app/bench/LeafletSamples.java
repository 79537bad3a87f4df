package cn.mingbai.app.bench;

import cn.mingbai.print.LeafletSheet;
import cn.mingbai.print.LeafletText;
import cn.mingbai.print.Phone;
import cn.mingbai.print.Section;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The shipped leaflet with values filled in, and made-up households; the same seed is always the same ones. */
final class LeafletSamples {

    static final String HOST = "HTTPS://MB.EXAMPLE.CN";
    private static final String LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final String SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗";
    private static final String GIVEN = "国春秀建玉桂志淑文海凤明德福兰英华荣长贵永庆梅霞军龙成祥平云生富宝清芳俊红喜䶮";
    private static final String NUMERALS = "一二三四五六七八";

    private LeafletSamples() {}

    static LeafletText text() {
        var parts = template().split("<!-- [a-z]+ -->");
        var back = new ArrayList<>(sections(parts[1]));
        // The phones of the text become a table; what follows them is set as text.
        back.addAll(sections(parts[2]).stream().skip(1).toList());
        return new LeafletText(
                "低保和救助，一张纸看明白",
                "区社会发展局　版本 L26-1　2026年11月26日",
                "L26-1",
                "依据《中华人民共和国社会救助法》和现行低保办法",
                sections(parts[0]),
                back,
                List.of(
                        new Phone("咨询", "区社会发展局", "0431-84500001"),
                        new Phone("咨询", "新立城镇", "0431-84500002"),
                        new Phone("投诉举报", "区社会发展局", "0431-84500003"),
                        new Phone("投诉举报", "新立城镇", "0431-84500004"),
                        new Phone("社会救助热线", "全天", "12349")));
    }

    /** The leaflet that the application ships, without its head. */
    private static String template() {
        try (InputStream in = LeafletSamples.class.getResourceAsStream("/materials/templates/leaflet-L26.md")) {
            if (in == null) {
                throw new IllegalStateException("Expected the shipped leaflet on the class path, got nothing");
            }
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.substring(text.indexOf("\n---", 4) + 4)
                    .replace("{{dibao.standard.urban}}", "每人每月780元")
                    .replace("{{dibao.standard.rural}}", "每人每年6480元")
                    .replace("{{dibao.standard.from}}", "2026年7月1日")
                    .replace("{{dibao.standard.document}}", "长民发〔2026〕12号")
                    .replaceAll("\\{\\{[a-z.]+}}", "以当地规定为准");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<Section> sections(String part) {
        var sections = new ArrayList<Section>();
        for (var section : part.strip().split("(?m)^## ")) {
            var lines = section.strip().split("\\n+", 2);
            if (lines.length == 2) {
                sections.add(new Section(lines[0], List.of(lines[1].strip().split("\\n+"))));
            }
        }
        return sections;
    }

    /** Sheets in group order; one household in fifty has a name that only the second font draws. */
    static List<LeafletSheet> sheets(int count, long seed) {
        var random = new Random(seed);
        var sheets = new ArrayList<LeafletSheet>(count);
        for (var i = 1; i <= count; i++) {
            sheets.add(new LeafletSheet(
                    HOST + "/H/" + token(random),
                    "%04d-%04d-%s".formatted(seed % 10_000, i, LETTERS.charAt(random.nextInt(32))),
                    "第" + NUMERALS.charAt(8 * (i - 1) / count) + "组",
                    name(random, i),
                    "先锋村",
                    "新立城镇",
                    "赵秀兰",
                    "13900000001",
                    HOST + "/T/" + token(random),
                    i + "/" + count));
        }
        return sheets;
    }

    private static String name(Random random, int number) {
        var name = new StringBuilder().append(SURNAMES.charAt(random.nextInt(SURNAMES.length())));
        for (var i = 0; i < 2; i++) {
            name.append(GIVEN.charAt(random.nextInt(GIVEN.length())));
        }
        return number % 50 == 0 ? name.replace(1, 2, "𠮷").toString() : name.toString();
    }

    private static String token(Random random) {
        var token = new StringBuilder();
        for (var i = 0; i < 26; i++) {
            token.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return token.toString();
    }
}
