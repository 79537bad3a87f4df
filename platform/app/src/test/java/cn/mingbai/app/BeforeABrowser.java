package cn.mingbai.app;

import cn.mingbai.MingbaiApplication;
import cn.mingbai.core.identity.Accounts;
import cn.mingbai.core.testing.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The whole application at a free port, and for each test a browser of its own in which nobody has signed in. */
@SpringBootTest(
        classes = MingbaiApplication.class,
        properties = "mingbai.demo=false",
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class BeforeABrowser {

    @LocalServerPort
    int port;

    @Autowired
    World world;

    LogIns logIns;
    Browser browser;

    @BeforeEach
    void aBrowser(@Autowired Accounts accounts) {
        logIns = new LogIns(world, accounts);
        browser = new Browser(port);
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }
}
