package io.quarkiverse.eventstream.operations.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ConcurrentModificationException;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.Ordering;

/** Three listeners. Each fails for a reason of its own while a file says so, and otherwise leaves a line in another file. */
@ApplicationScoped
public class Shop {

    /** Long enough that some invocations are in flight when the process is killed. */
    private static final int WORK_MILLIS = 20;

    @ConfigProperty(name = "shop.directory")
    Path directory;

    @OnEvent(topic = "orders", name = "orderCreated", ordering = Ordering.KEY)
    void bill(IncomingEvent order) throws IOException, InterruptedException {
        if (isBroken()) {
            throw new IllegalStateException("The customer of " + order.key() + " does not exist");
        }
        work("bill", order);
    }

    @OnEvent(topic = "orders", name = "orderCreated", ordering = Ordering.KEY)
    void ship(IncomingEvent order) throws IOException, InterruptedException {
        if (isBroken()) {
            throw new ConcurrentModificationException("The stock of " + order.key() + " has changed");
        }
        work("ship", order);
    }

    @OnEvent(topic = "orders", name = "orderCreated", ordering = Ordering.KEY)
    void mail(IncomingEvent order) throws IOException, InterruptedException {
        if (isBroken()) {
            throw new UncheckedIOException(new IOException("The mail server is away"));
        }
        work("mail", order);
    }

    private boolean isBroken() {
        return Files.exists(directory.resolve("broken"));
    }

    private void work(String listener, IncomingEvent order) throws IOException, InterruptedException {
        Files.writeString(directory.resolve("effects"), listener + " " + order.key() + "\n", StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        Thread.sleep(WORK_MILLIS);
    }
}
