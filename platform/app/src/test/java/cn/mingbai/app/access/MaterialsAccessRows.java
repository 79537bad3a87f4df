package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.ADMINISTRATOR;
import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
import static cn.mingbai.core.access.Role.TOWN_OFFICER;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import cn.mingbai.core.settings.LocalSettings;
import cn.mingbai.core.settings.SettingKey;
import java.time.LocalDate;

/** The rows of {@code materials}. */
final class MaterialsAccessRows implements AccessRows {

    private static final LocalDate FROM = LocalDate.of(2024, 2, 1);

    @Override
    public void seed(Fixture fixture, Target target) {
        fixture.signIn(ADMINISTRATOR, target.code());
        var settings = fixture.bean(LocalSettings.class);
        for (var key : SettingKey.values()) {
            // Each where it belongs; UNIT is seeded with the canary.
            if (key != SettingKey.UNIT && target.level().compareTo(key.lowest()) <= 0) {
                var value = switch (key.form()) {
                    case TEXT -> "演示值";
                    case YUAN -> "780元/月（演示值）";
                    case PERCENT -> "60%（演示值）";
                    case SWITCH -> "开通：权限测试";
                    case PHONE -> "0431-8450%04d".formatted(key.ordinal());
                };
                settings.set(target.division(), key, value, "access test", FROM);
            }
        }
    }

    @Override
    public void add(Table table) {
        table.route("fonts", DISTRICT_OFFICER, TOWN_OFFICER);
        table.endpoint("GET", "/H/{token}")
                .open(200)
                .marks(HouseholdsAccessRows::group)
                .request(target -> get("/H/" + target.get("token", String.class)));
        table.endpoint("GET", "/h/{token}")
                .open(200)
                .marks(HouseholdsAccessRows::group)
                .request(target -> get("/h/" + target.get("token", String.class)));
        for (var prefix : new String[] {"H", "h"}) {
            table.endpoint("GET", "/" + prefix + "/{token}/questions")
                    .open(200)
                    .marks(HouseholdsAccessRows::group)
                    .request(target -> get("/" + prefix + "/" + target.get("token", String.class) + "/questions"));
            table.endpoint("POST", "/" + prefix + "/{token}/questions")
                    .open(200)
                    .marks(HouseholdsAccessRows::group)
                    .request(target -> post("/" + prefix + "/" + target.get("token", String.class) + "/questions"));
        }
    }
}
