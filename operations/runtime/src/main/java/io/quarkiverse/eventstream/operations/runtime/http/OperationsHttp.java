package io.quarkiverse.eventstream.operations.runtime.http;

import java.util.NoSuchElementException;
import java.util.function.Function;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * The operations over HTTP: checks who asks and what is permitted, and turns answers and failures into JSON. All requests need the role; all
 * but GET need that users may act.
 */
@Singleton
public class OperationsHttp {

    private static final Logger LOG = Logger.getLogger(OperationsHttp.class);
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int FAILED = 500;
    private static final int UNAVAILABLE = 503;

    private final HttpConfig config;
    private final LetterRequests letters;
    private final ListenerRequests listeners;

    @Inject
    OperationsHttp(HttpConfig config, LetterRequests letters, ListenerRequests listeners) {
        this.config = config;
        this.letters = letters;
        this.listeners = listeners;
    }

    /** The routes, relative to their root. The management interface has read the bodies of requests. */
    Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        router.route().handler(this::authorize);
        read(router, "/listeners", listeners::all);
        read(router, "/letters", letters::topics);
        read(router, "/letters/:topic", letters::page);
        read(router, "/letters/:topic/groups", letters::groups);
        read(router, "/letters/:topic/:partition/:offset", letters::one);
        act(router, "/letters/:topic/redrive", letters::redrive);
        act(router, "/letters/:topic/discard", letters::discard);
        act(router, "/listeners/:listener/pause", listeners::pause);
        act(router, "/listeners/:listener/resume", listeners::resume);
        act(router, "/listeners/:listener/seek", listeners::seek);
        act(router, "/listeners/:listener/replay", listeners::replay);
        act(router, "/listeners/:listener/skip", listeners::skip);
        router.route().handler(context -> fail(context, NOT_FOUND, "There is no " + context.request().method() + " "
                + context.request().path()));
        return router;
    }

    private void authorize(RoutingContext context) {
        QuarkusHttpUser.getSecurityIdentity(context, null).subscribe().with(identity -> authorize(context, identity),
                error -> fail(context, UNAUTHORIZED, "The credentials are not valid"));
    }

    private void authorize(RoutingContext context, SecurityIdentity identity) {
        if (identity == null || identity.isAnonymous()) {
            context.response().putHeader("WWW-Authenticate", "Basic");
            fail(context, UNAUTHORIZED, "Authenticate with a user that has the role " + config.role()
                    + ". This needs quarkus.management.auth.enabled=true");
        } else if (!identity.hasRole(config.role())) {
            fail(context, FORBIDDEN, "The user " + name(identity) + " does not have the role " + config.role());
        } else if (context.request().method() != HttpMethod.GET && config.readOnly()) {
            fail(context, FORBIDDEN, "Users may only read: quarkus.eventstream.operations.http.read-only=true");
        } else {
            context.put("by", name(identity));
            context.next();
        }
    }

    private static String name(SecurityIdentity identity) {
        return identity.getPrincipal().getName();
    }

    private void read(Router router, String path, Function<RoutingContext, Object> request) {
        router.get(path).blockingHandler(context -> answer(context, OK, () -> request.apply(context)), false);
    }

    private void act(Router router, String path, Function<RoutingContext, JsonObject> request) {
        router.post(path).blockingHandler(context -> answer(context, ACCEPTED, () -> request.apply(context)), false);
    }

    private interface Answer {

        Object get();
    }

    private static void answer(RoutingContext context, int status, Answer answer) {
        try {
            Object body = answer.get();
            send(context, status, body instanceof JsonArray array ? array.encode() : ((JsonObject) body).encode());
        } catch (NoSuchElementException e) {
            fail(context, NOT_FOUND, e.getMessage());
        } catch (IllegalArgumentException e) {
            fail(context, BAD_REQUEST, e.getMessage());
        } catch (ClassCastException | DecodeException e) {
            fail(context, BAD_REQUEST, "The body must be a JSON object with the members that the guide lists");
        } catch (IllegalStateException e) {
            fail(context, CONFLICT, e.getMessage());
        } catch (EventStreamException e) {
            fail(context, UNAVAILABLE, e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "The request %s %s failed", context.request().method(), context.request().path());
            fail(context, FAILED, "The request failed; the log has the reason");
        }
    }

    private static void fail(RoutingContext context, int status, String error) {
        send(context, status, new JsonObject().put("error", error).encode());
    }

    private static void send(RoutingContext context, int status, String json) {
        context.response().setStatusCode(status).putHeader("Content-Type", "application/json").end(json);
    }
}
