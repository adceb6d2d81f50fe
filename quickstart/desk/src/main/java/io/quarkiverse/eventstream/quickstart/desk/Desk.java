package io.quarkiverse.eventstream.quickstart.desk;

import java.util.concurrent.atomic.AtomicInteger;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * The entry point of {@code quickstart/run}: opens the shop, and then the desk, a Quarkus application that needs the broker's address when
 * it starts.
 */
@QuarkusMain
public final class Desk {

    static final Settings SETTINGS = Settings.ofSystemProperties();
    static final Screen SCREEN = new Screen(Boolean.getBoolean("shop.terminal"), Boolean.getBoolean("shop.colours"));
    static final Shop SHOP = new Shop(SETTINGS, SCREEN);

    private Desk() {}

    /**
     * Exits with 0 if every order was billed once and shipped, with 1 otherwise.
     *
     * @param arguments none
     */
    public static void main(String... arguments) {
        Runtime.getRuntime().addShutdownHook(new Thread(Desk::leave, "leave"));
        System.exit(run(arguments));
    }

    private static int run(String... arguments) {
        AtomicInteger code = new AtomicInteger(1);
        try {
            SHOP.open().forEach(System::setProperty);
            Quarkus.run(ControlDesk.class, (exitCode, error) -> {
                code.set(exitCode);
                if (error != null) {
                    fail("The desk: " + error + "\nSee " + SETTINGS.log("desk"));
                }
            }, arguments);
        } catch (QuickstartException e) {
            fail(e.getMessage());
        } catch (Exception e) {
            fail("The desk: " + e);
        } finally {
            SHOP.close();
        }
        return code.get();
    }

    private static void fail(String message) {
        SCREEN.close("\n" + SCREEN.bad("The quickstart failed. ") + message);
    }

    /** Runs at the end, also after Ctrl-C. */
    private static void leave() {
        SCREEN.close("\nInterrupted: all processes are being stopped.");
        SHOP.close();
    }
}
