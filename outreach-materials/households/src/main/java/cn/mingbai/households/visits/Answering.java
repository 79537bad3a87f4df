package cn.mingbai.households.visits;

/** How the three questions were answered; the three are kept apart. */
public enum Answering {
    /** 自答: by the household itself, on a phone of its own. */
    SELF_ANSWERED,
    /** 当面问答: the outreach worker asked, a member answered. */
    ASKED_IN_PERSON,
    /** 代答: somebody answered for the household, such as a neighbour or the outreach worker. */
    ANSWERED_FOR;

    /** The key of its word on screen. */
    public String key() {
        return "households.answering." + name();
    }
}
