package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;

/** The routes of authoring; its services touch no row of a division. */
final class AuthoringAccessRows implements AccessRows {

    @Override
    public void add(Table table) {
        table.route("authoring", DISTRICT_OFFICER);
        table.route("authoring/:course/:version(\\d{1,6})", DISTRICT_OFFICER);
        table.route("authoring/:course/:version(\\d{1,6})/publish", DISTRICT_OFFICER);
        table.route("authoring/:course/:version(\\d{1,6})/:lesson", DISTRICT_OFFICER);
    }
}
