import type { Language } from '../../foundation/identity/index.js';
import type { Rejection } from '../domain/verdict.js';

/** Why a file was not taken and what helps, for whoever sent it. */
const WORDS: Readonly<Record<Language, Readonly<Record<Rejection, string>>>> = {
  en: {
    not_found: 'No file arrived. Please send it again.',
    size_mismatch: 'The file that arrived is longer or shorter than the one that was announced. Please send it again.',
    sha256_mismatch: 'Another file arrived than the one that was announced. Please send it again.',
    type_mismatch: 'The file is of another type than was said, or of none we know.',
    type_not_allowed: 'Files of this type are not taken.',
    malware_found: 'The virus scanner found something in the file.',
    unreadable: 'The file cannot be read: it is damaged, or takes too much to open.',
    too_many_pixels: 'The picture is too large: at most 50 megapixels can be shown. Please send a smaller one.',
    too_late: 'The dispute took no more evidence when the file had been checked.',
  },
  es: {
    not_found: 'No llegó ningún archivo. Envíelo de nuevo, por favor.',
    size_mismatch: 'El archivo que llegó es más largo o más corto que el anunciado. Envíelo de nuevo, por favor.',
    sha256_mismatch: 'Llegó un archivo distinto del anunciado. Envíelo de nuevo, por favor.',
    type_mismatch: 'El archivo es de un tipo distinto del indicado, o de uno que no conocemos.',
    type_not_allowed: 'No se admiten archivos de este tipo.',
    malware_found: 'El antivirus encontró algo en el archivo.',
    unreadable: 'El archivo no se puede leer: está dañado o cuesta demasiado abrirlo.',
    too_many_pixels: 'La imagen es demasiado grande: se pueden mostrar como mucho 50 megapíxeles. Envíe una más pequeña, por favor.',
    too_late: 'La disputa ya no admitía pruebas cuando se terminó de comprobar el archivo.',
  },
};

/** In one or two sentences of the reader's language. */
export const rejectionInWords = (why: Rejection, language: Language): string => WORDS[language][why];
