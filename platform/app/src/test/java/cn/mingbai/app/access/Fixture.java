package cn.mingbai.app.access;

import cn.mingbai.core.access.Role;
import cn.mingbai.core.testing.World;
import org.springframework.context.ApplicationContext;

/** What seeds need: the real beans, and somebody who may call them. */
final class Fixture {

    private final ApplicationContext context;
    private final World world;

    Fixture(ApplicationContext context, World world) {
        this.context = context;
        this.world = world;
    }

    World world() {
        return world;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Signs somebody in who holds the role for the whole country, or for a duty at the division of this code. */
    void signIn(Role role, String code) {
        world.signIn(role, role == Role.STAFF || role == Role.OUTREACH_WORKER ? code : Place.NATION);
    }
}
