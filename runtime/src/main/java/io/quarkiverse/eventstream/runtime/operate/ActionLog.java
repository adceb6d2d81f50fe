package io.quarkiverse.eventstream.runtime.operate;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import io.quarkus.arc.All;
import io.vertx.core.json.JsonObject;

/** Writes the actions of operators to the log, whatever the surface, and tells the observers. Thread-safe. */
@Singleton
public class ActionLog {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.eventstream.operations");
    private static final int DETAILS_LENGTH = 1000;

    private final List<OperatorAction.Observer> observers;

    @Inject
    ActionLog(@All List<OperatorAction.Observer> observers) {
        this.observers = observers;
    }

    public void done(OperatorAction action) {
        LOG.infof("Operator action: by=%s, action=%s, target=%s, details=%s", UntrustedText.of(action.by()), action.name(),
                UntrustedText.of(action.target()),
                UntrustedText.of(new JsonObject(action.details()).encode(), DETAILS_LENGTH));
        observers.forEach(observer -> observer.done(action));
    }
}
