package dev.socle.messaging.service;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says how a method is asked for, where the default is not wanted. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Route {

    /** The second part of the route, behind the name of the service and a dot; default the name of the method. */
    String value() default "";

    /**
     * Whether a method without a result waits for the other side to have done its work (request/response) rather than
     * for the message to have left (fire-and-forget).
     */
    boolean acknowledged() default false;
}
