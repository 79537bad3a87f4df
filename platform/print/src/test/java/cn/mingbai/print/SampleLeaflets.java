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
                                "一、谁能申请",
                                List.of(
                                        "家里平均每人收入低于低保标准，并且财产符合规定的，可以申请低保。现行标准：城市每人每月**780元**，农村每人每年**6480元**（自2026年7月1日起，长民发〔2026〕12号，演示值）。",
                                        "比标准略高的边缘家庭里，重残、重病等特别困难的成员，可以问问能否单独纳入。火灾、车祸、急病等突然过不下去的，可以申请**临时救助**，在出事的地方就能提出。")),
                        new Section(
                                "二、怎么申请",
                                List.of(
                                        "① 由家里一名成员向户口所在地的镇街便民服务窗口提出，也可以在网上提出。",
                                        "② 自己办不了的，可以委托村（居）民委员会或者其他人代办。",
                                        "③ 带上户口簿、身份证，如实填写家庭收入、财产和必要支出，签好核对授权书。能联网查到的证明，不用您再跑。")),
                        new Section(
                                "三、办理流程",
                                List.of(
                                        "受理后，**3个工作日内**启动调查，可能上门看看，上门至少两人，并出示证件。调查结果在村（社区）公示**7天**，然后由民政部门确认；省里有规定的地方，可以由镇街确认。没有争议的，可以不再开评议会；有异议的，重新调查或者评议。")),
                        new Section(
                                "四、多久有结果",
                                List.of(
                                        "一般**30个工作日内**办结，情况特殊的不超过45个工作日；已下放到镇街办理的，20个工作日。同意的，下月起把钱打到家庭账户；不同意的，书面告诉您原因。减发、停发之前，会先听您的意见。"))),
                List.of(
                        new Section(
                                "五、家庭财产怎么算",
                                List.of(
                                        "要报的有：存款、证券、基金、商业保险、网上理财、车辆、借出去的钱；房屋、林木等。过日子和干活必需的，可以不算。具体限额按长民发〔2026〕13号（演示值）：人均存款不超过低保年标准的两倍，没有非必需的机动车。")),
                        new Section(
                                "六、请如实申报，有变化请告诉我们",
                                List.of(
                                        "家里添人、减人、找到工作，收入或者财产有变化，请及时告诉镇街。作假骗取的，要退回，并可能被处以所得**两倍以下**罚款；构成犯罪的，依法追究刑事责任。",
                                        "低保经办人员或者村（居）干部的近亲属申请，要主动说明，这不影响应得的救助。")),
                        new Section(
                                "七、不服怎么办",
                                List.of(
                                        "对决定不服，可以在知道之日起**60日内**申请行政复议，也可以依法向人民法院起诉。办低保**不收任何费用**，有人借机收钱，请打举报电话。实名举报，逐件核查、逐件反馈，并为您保密。"))),
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
                    address(random), "%04d-%04d-7".formatted(31, i), "第三组", name(i), "先锋村", "新立城镇", "赵䶮", "13900000001"));
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

    /** A section of {@code count} Han characters with a comma or full stop after every twelve. */
    static Section filler(String heading, int count) {
        StringBuilder words = new StringBuilder();
        IntStream.range(0, count).forEach(i -> {
            words.appendCodePoint("家里有难处村镇帮您问清楚办明白".codePointAt(i % 15));
            if (i % 24 == 11) {
                words.append('，');
            } else if (i % 24 == 23) {
                words.append('。');
            }
        });
        return new Section(heading, List.of(words.toString()));
    }

    static byte[] print(LeafletText text, List<LeafletSheet> sheets) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            LeafletPrinter.writeVillage(text, sheets, out, (done, total) -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
