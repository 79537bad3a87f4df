package cn.mingbai.print;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** What is printed beside leaflets; all figures and names are made up. */
final class SampleMaterials {

    private static final String TOKEN = "0123456789ABCDEFGHJKMNPQRS";

    private SampleMaterials() {}

    /** A village with a code on each stub and a blank sheet at the end. */
    static List<LeafletSheet> village(int households, long seed) {
        Random random = new Random(seed);
        List<LeafletSheet> sheets = new ArrayList<>();
        for (LeafletSheet sheet : SampleLeaflets.sheets(households, seed)) {
            sheets.add(
                    sheet.with(SampleLeaflets.address(random), "%03d/%03d".formatted(sheets.size() + 1, households)));
        }
        sheets.add(LeafletSheet.blank(SampleLeaflets.address(random), "先锋村", "新立城镇", "赵䶮", "13900000001")
                .with(SampleLeaflets.address(random), "空白 01/01"));
        return sheets;
    }

    static byte[] print(HouseholdKind kind, List<LeafletSheet> sheets) {
        return bytes(out -> HouseholdPrinter.of(kind).write(SampleLeaflets.text(), sheets, out, (done, total) -> {}));
    }

    static BoardText board() {
        return new BoardText(
                "社会救助政策宣传栏",
                "长春净月高新区社会发展局　版本 L26-1　2026年11月",
                "依据《社会救助法》和现行低保办法",
                List.of(
                        new Section(
                                "政策速览",
                                List.of(
                                        "两条都要符合：**一是**家里平均每人的收入低于标准；**二是**家里的财产合乎规定。",
                                        "现在的标准：城市 每人每月780元，农村 每人每年6480元（2026年7月1日起，长民发〔2026〕12号，演示值）。")),
                        new Section(
                                "怎么办、要多久",
                                List.of(
                                        "① 到户口所在的镇街窗口提出，也可以网上办理。",
                                        "② 镇街受理，3个工作日内开始调查。上门的工作人员不少于两人。",
                                        "③ 初审意见在村（社区）公示7天。",
                                        "④ 从受理算起，一般30个工作日办完，特殊情况最长45个；由镇街确认的一般20个。")),
                        new Section("遇上急事", List.of("失火、车祸、突发重病，一时过不下去，可以申请临时救助，**在哪儿出的事，就在哪儿的镇街申请**。")),
                        new Section("初审公示", List.of()),
                        new Section("近亲属备案", List.of("本村经办人员和村委会成员的近亲属申请救助的，镇街单独登记，不影响应得的救助。"))),
                SampleLeaflets.text().phones(),
                "依据：2026年7月1日起施行的《中华人民共和国社会救助法》，现行低保办法。下次核对：2027年5月。");
    }

    static List<BoardCopy> boards(int count) {
        Random random = new Random(count);
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> new BoardCopy(
                        SampleLeaflets.address(random).replace("/H/", "/B/").substring(0, 50),
                        "XL-%03d".formatted(i),
                        "先锋村文化广场东侧"))
                .toList();
    }

    static byte[] print(BoardText text, BoardSize size, List<BoardCopy> copies) {
        return bytes(out -> BoardPrinter.write(text, size, copies, out, (done, total) -> {}));
    }

    static List<OutreachCard> cards() {
        return IntStream.range(0, NAMES.size())
                .mapToObj(i -> new OutreachCard(
                        NAMES.get(i),
                        "先锋村",
                        "新立城镇",
                        "0431-84500002",
                        "HTTPS://MB.EXAMPLE.CN/W/" + TOKEN.substring(i) + TOKEN.substring(0, i),
                        "本人扫码绑定手机，90天内有效"))
                .toList();
    }

    private static final List<String> NAMES =
            List.of("赵䶮", "王𠮷", "欧阳春兰", "阿卜杜热合曼·买买提依明江", "孙梅", "李强", "周慧", "吴国庆", "郑小燕", "冯宝山", "陈桂芝");

    static byte[] print(List<OutreachCard> cards) {
        return bytes(out -> CardPrinter.write(cards, out, (done, total) -> {}));
    }

    static VillageCover cover(int groups) {
        return new VillageCover(
                "宣传单印制批次 2026-011",
                "新立城镇",
                "先锋村",
                "宣传单（A4，双面）",
                "L26-1",
                IntStream.rangeClosed(1, groups)
                        .mapToObj(i -> new VillageCover.Group(
                                "第%d组".formatted(i),
                                30 + i,
                                "0031-%04d-7".formatted(40 * i),
                                "0031-%04d-3".formatted(40 * i + 29)))
                        .toList(),
                32,
                "空白 01/32 至 32/32",
                692,
                "2026年11月26日",
                "区社会发展局 李强",
                "先锋村-A4.pdf",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
    }

    static byte[] print(VillageCover cover) {
        return bytes(out -> CoverPrinter.write(cover, out));
    }

    static byte[] picture(String code) {
        return bytes(out -> PicturePrinter.png(SampleLeaflets.text(), code, out));
    }

    /** Writes to memory. */
    interface Writing {
        void to(ByteArrayOutputStream out) throws IOException;
    }

    static byte[] bytes(Writing writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
