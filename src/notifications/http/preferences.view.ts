import { ApiProperty } from '@nestjs/swagger';
import type { Preference } from '../preferences.service.js';

/** Whether somebody is told of one kind of thing by one channel. */
export class PreferenceView {
  @ApiProperty({ example: 'message_received' })
  notification: string;
  @ApiProperty({ example: 'Messages' })
  title: string;
  @ApiProperty({ enum: ['email'], example: 'email' })
  channel: string;
  @ApiProperty({ example: true })
  enabled: boolean;
  @ApiProperty({ description: 'What is about rulings, money and deadlines cannot be switched off.', example: false })
  mandatory: boolean;
}

/** Everything the caller can be told, and what they chose. */
export class PreferencesView {
  @ApiProperty({ type: [PreferenceView] })
  preferences: PreferenceView[];
}

export function preferencesView(preferences: readonly Preference[]): PreferencesView {
  return { preferences: preferences.map(({ notification, title, enabled, mandatory }) => ({ notification, title, channel: 'email', enabled, mandatory })) };
}
