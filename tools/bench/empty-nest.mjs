// The peer of G12: Nest with Fastify and nothing else. Prints a line when it listens.
import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';

const Empty = class Empty {};
Module({})(Empty);
const app = await NestFactory.create(Empty, new FastifyAdapter(), { logger: false });
await app.listen(0, '127.0.0.1');
process.stderr.write('listens on\n');
process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));
