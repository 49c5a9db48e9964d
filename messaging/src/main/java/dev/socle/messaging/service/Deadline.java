package dev.socle.messaging.service;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How long a requester waits for the answer of a method, over all attempts, in place of its proxy's default. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Deadline {

    /** The time in milliseconds, at least 1. */
    long millis();
}
