package cn.mingbai.district.acceptance;

/**
 * What a phase may have to show (验收项目), in the order of the sheet. The first seven are tasks of the notice 长净管办〔2017〕24号:
 * policy told to every household, one outreach worker in each village and one informed member in each household, boards,
 * published phones (二（三）), training of everybody (二（四）); the last four are its inspection, which asks above all for the
 * effect of corrections and for the satisfaction of people (三, 四（二）).
 */
public enum AcceptanceItem {
    /** 培训率, by rule. */
    TRAINING(true),
    /** 到户率. */
    OUTREACH(true),
    /** 每村（社区）一名宣传员: an outreach worker A in every village. */
    WORKERS(false),
    /** 每户一名明白人. */
    INFORMED(true),
    /** 宣传栏: put up, intact, and with the text in force, at every place. */
    BOARDS(false),
    /** 两级咨询、举报电话: both levels' phones, of which leaflets and boards are printed. */
    PHONES(false),
    /** 简报: at least one for the phase. */
    BULLETIN(false),
    /** 督导抽查: at least one finished, and none that found more than its plan allows. */
    INSPECTED(false),
    /** 知晓率, of the households asked in inspections. */
    AWARE(true),
    /** 满意度, likewise. */
    SATISFIED(true),
    /** 问题整改: every problem that inspections found is put right. */
    PROBLEMS(false);

    private final boolean share;

    AcceptanceItem(boolean share) {
        this.share = share;
    }

    /** Whether it is a share with a target; the others are complete or not. */
    public boolean isShare() {
        return share;
    }
}
