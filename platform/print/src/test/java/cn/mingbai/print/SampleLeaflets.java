package cn.mingbai.print;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Leaflets of about the length of the real ones; all figures and names are made up. */
final class SampleLeaflets {

    static final HouseholdPrinter A4 = HouseholdPrinter.of(HouseholdKind.SHEET_A4);

    static final String ADDRESS = "HTTPS://MB.EXAMPLE.CN/H/";

    private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private SampleLeaflets() {}

    static LeafletText text() {
        return new LeafletText(
                "低保和救助，一张纸看明白",
                "长春净月高新区社会发展局　版本 L26-1　2026年11月",
                "L26-1",
                "依据《社会救助法》（2026年7月1日起施行）和现行低保办法",
                List.of(
                        new Section(
                                "谁能申请低保",
                                List.of(
                                        "两条都要符合：**一是**家里平均每人的收入低于标准；**二是**家里的财产合乎规定。",
                                        "现在的标准：城市 每人每月780元，农村 每人每年6480元（2026年7月1日起，长民发〔2026〕12号，演示值）。",
                                        "收入比标准高一点，但家里有重残、重病的人，也请问一声，这个人也许可以单独纳入。")),
                        new Section(
                                "遇上急事",
                                List.of("失火、车祸、突发重病，一时过不下去，可以申请临时救助，**在哪儿出的事，就在哪儿的镇街申请**。十分紧急、钱数不大的，先救助，后补手续。")),
                        new Section(
                                "怎么申请",
                                List.of(
                                        "家里推一个人，到户口所在的镇街窗口提出。网上办理：吉林智慧民政。",
                                        "自己办不了，可以托村（居）委会或别人代办。",
                                        "材料缺什么，窗口一次说清；系统能查到的证明，不用您再跑。**申请不收费**，谁收钱，请举报。")),
                        new Section(
                                "怎么办、要多久",
                                List.of(
                                        "① 镇街受理，3个工作日内开始调查。上门的工作人员不少于两人。",
                                        "② 初审意见在村（社区）公示7天。没有争议的，可以不开评议会；有人提异议，重新调查或者评议。",
                                        "③ 县（区）救助部门确认；省里规定由镇街确认的，由镇街办。",
                                        "④ 从受理算起，一般30个工作日办完，特殊情况最长45个；由镇街确认的一般20个。",
                                        "⑤ 同意的，从下个月起，钱按月打到您家账户。不同意的，书面告诉您为什么。",
                                        "每月补多少，看您家离标准差多少，按当地的办法算。"))),
                List.of(
                        new Section(
                                "家里的财产怎么算",
                                List.of(
                                        "要报的：存款、网上理财、证券、基金、商业保险、借给别人的钱、车；房子、林木等。",
                                        "过日子、干活离不开的，可以不算。",
                                        "本地限额：人均存款不超过低保年标准的两倍，没有非必需的机动车（演示值）（长民发〔2026〕13号）。")),
                        new Section(
                                "请如实说",
                                List.of(
                                        "有几口人、收入多少、有什么财产、看病上学花多少，请照实说，并同意核查。家里人与经办人员或村（居）委会成员是近亲属的，镇街会单独登记，不影响您应得的救助。",
                                        "瞒报、造假骗救助的，可能被要求退回，还可能被处骗得财物价值两倍以下的罚款，救助可能减少或者停止；构成犯罪的，要追究刑事责任。")),
                        new Section(
                                "变了要告诉我们", List.of("添人、减人，有了工作，收入或财产变了，请及时告诉镇街。", "要减少或者停止救助，会先听您的意见，决定以后书面告诉您理由。")),
                        new Section(
                                "对决定不服",
                                List.of(
                                        "可以在知道决定之日起60日内申请行政复议，也可以依法向法院起诉，直接起诉一般是6个月内。",
                                        "申请了不给答复的，按规定先复议、再起诉。不知道怎么办，可以打上面的咨询电话问。"))),
                List.of(
                        new Phone("咨询", "区社会发展局", "0431-84500001"),
                        new Phone("咨询", "新立城镇社会事务办", "0431-84500002"),
                        new Phone("投诉举报", "区社会发展局", "0431-84500003"),
                        new Phone("投诉举报", "新立城镇纪检监察办", "0431-84500004"),
                        new Phone("社会救助热线", "全天", "12349")));
    }

    static List<LeafletSheet> sheets(int count, long seed) {
        Random random = new Random(seed);
        List<LeafletSheet> sheets = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            sheets.add(new LeafletSheet(
                    address(random),
                    "%04d-%04d-7".formatted(31, i),
                    "第三组",
                    name(i),
                    "先锋村",
                    "新立城镇",
                    "赵䶮",
                    "13900000001"));
        }
        return sheets;
    }

    static String address(Random random) {
        StringBuilder token = new StringBuilder(ADDRESS);
        for (int i = 0; i < 28; i++) {
            token.append(CROCKFORD.charAt(random.nextInt(CROCKFORD.length())));
        }
        return token.toString();
    }

    /** A name that no other sheet has, 𠮷 or 䶮 in it. */
    static String name(int index) {
        return (index % 2 == 0 ? "王𠮷" : "孙䶮") + Character.toString(0x4F00 + index);
    }

    /** {@code total} Han characters in sections of unlike length, with a mark after every seven and a heading each. */
    static List<Section> filler(int sections, int total) {
        List<Section> filled = new ArrayList<>();
        int left = total;
        for (int i = 0; i < sections; i++) {
            int share = i + 1 == sections ? left : total * (2 * (sections - i) + 1) / (sections * (sections + 2));
            left -= share;
            StringBuilder words = new StringBuilder();
            IntStream.range(0, share).forEach(k -> {
                words.appendCodePoint("家里有难处村镇帮您问清楚办明白".codePointAt(k % 15));
                words.append(k % 14 == 6 ? "，" : k % 14 == 13 ? "。" : "");
            });
            filled.add(new Section("一、谁能申请", List.of(words.toString())));
        }
        return filled;
    }

    static byte[] print(LeafletText text, List<LeafletSheet> sheets) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            A4.write(text, sheets, out, (done, total) -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
