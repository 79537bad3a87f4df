package cn.mingbai.app.limits;

/**
 * What is limited, and by which setting: {@code mingbai.limits.} and the {@link #setting}. The defaults and the reasons for
 * them stand in {@code mingbai-defaults.properties}.
 */
enum Limit {
    LOG_IN_ADDRESS("log-in.address"),
    LOG_IN_ACCOUNT("log-in.account"),
    SET_UP_ADDRESS("set-up.address"),
    SESSION_ADDRESS("session.address"),
    PUBLIC_PAGE_ADDRESS("public-page.address"),
    CONFIRMATION_HOUSEHOLD("confirmation.household"),
    CONFIRMATION_ADDRESS("confirmation.address"),
    BINDING_ADDRESS("binding.address"),
    VISIT_APP_PHONE("visit-app.phone"),
    VISIT_APP_ADDRESS("visit-app.address"),
    ANSWERING_ATTEMPT("answering.attempt"),
    ANSWERING_ADDRESS("answering.address"),
    FEED_KEY("feed.key"),
    FEED_ADDRESS("feed.address");

    private final String setting;

    Limit(String setting) {
        this.setting = "mingbai.limits." + setting;
    }

    /** The whole name of the setting. */
    String setting() {
        return setting;
    }
}
